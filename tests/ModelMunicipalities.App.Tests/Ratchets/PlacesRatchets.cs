using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelMunicipalities.App.Tests.Ratchets;

/// <summary>
/// What people forget when they fill in a text whose name is put together: that it has as many places as it is given arguments.
/// One place too few, and what somebody typed disappears; one too many, and the page does not open. The compiler counts those of
/// any other.
/// </summary>
public partial class PlacesRatchets
{
    private static readonly IReadOnlyDictionary<string, string> Swedish = Source.Texts("sv");

    private static readonly IReadOnlyList<(string File, string Content)> Code = Source.Files(".cs", ".cshtml");

    [Test]
    public void Every_refusal_gives_its_sentence_as_many_arguments_as_it_has_places()
    {
        var refusals = Code.SelectMany(c => Refusing().Matches(c.Content).SelectMany(m => RefusalsIn(c.File, c.Content, m)))
            .ToList();
        refusals.Count.ShouldBeGreaterThan(250);
        refusals
            .Where(r => r.Given != r.Rules.Max(Places))
            .Select(r => $"{string.Join(", ", r.Rules)}: {r.Rules.Max(Places)} places, {r.File} gives {r.Given}")
            .Distinct()
            .ShouldBeEmpty();
    }

    [Test]
    public void A_line_of_the_trail_has_a_place_for_its_detail_at_most() =>
        Swedish
            .Where(t => t.Key.StartsWith("Trail_", StringComparison.Ordinal) && Places(t.Key) > 1)
            .Select(t => t.Key)
            .ShouldBeEmpty();

    [Test]
    public void A_text_whose_name_is_put_together_is_given_what_it_has_places_for()
    {
        var uses = Code.Where(c => !c.File.EndsWith("TextsExtensions.cs", StringComparison.Ordinal))
            .SelectMany(c =>
                PutTogether()
                    .Matches(c.Content)
                    .Select(m => (Prefix: m.Groups[1].Value, Given: Filled(c.Content, m.Index + m.Length - 1)))
            )
            .ToList();
        uses.Count.ShouldBeGreaterThan(20);

        // What a rule and a line of the trail are given is looked at where they are written.
        uses.Where(u => u.Prefix is not ("Rule_" or "Trail_"))
            .SelectMany(u =>
                Swedish
                    .Where(t => t.Key.StartsWith(u.Prefix, StringComparison.Ordinal) && Places(t.Key) > u.Given)
                    .Select(t => t.Key)
            )
            .ShouldBeEmpty();
    }

    private static int Places(string text) =>
        Place()
            .Matches(Swedish[text])
            .Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) + 1)
            .DefaultIfEmpty(0)
            .Max();

    private static IEnumerable<(IReadOnlyList<string> Rules, int Given, string File)> RefusalsIn(
        string file,
        string content,
        Match call
    )
    {
        var arguments = Arguments(content, call.Index + call.Length - 1);
        var isValidator = call.Value.StartsWith("WithErrorCode", StringComparison.Ordinal);
        var before =
            call.Value.Contains("Conflict", StringComparison.Ordinal)
            || call.Value.Contains("Forbidden", StringComparison.Ordinal)
                ? 1
                : 2;
        if (call.Value.Contains("RefusalKind", StringComparison.Ordinal))
        {
            (arguments, before) = ([.. arguments.Skip(1)], 2);
        }

        // Arguments that are handed on as they came, and a refusal of another one's making, tell nothing of how many there are.
        if (
            arguments.Count == 0
            || arguments.Skip(before).Any(a => a.StartsWith('[') || a.Contains("Args", StringComparison.Ordinal))
        )
        {
            return [];
        }

        var given = isValidator ? StateOf(content, call.Index) : Math.Max(0, arguments.Count - before);
        var rules = Name().Matches(arguments[0]).Select(m => "Rule_" + m.Groups[1].Value).Where(Swedish.ContainsKey).ToList();
        return rules.Count == 0 ? [] : [(rules, given, Path.GetFileName(file))];
    }

    /// <summary>What a validator's rule gives with its code: the items of its state.</summary>
    private static int StateOf(string content, int at)
    {
        var rule = content[at..content.IndexOf(';', at)];
        var next = rule.IndexOf(".WithErrorCode", 1, StringComparison.Ordinal);
        return State().Match(next < 0 ? rule : rule[..next]) is { Success: true } state
            ? Arguments(rule, state.Index + state.Length - 1).Count
            : 0;
    }

    /// <summary>
    /// How many arguments a text is given that ends where a bracket opens: its own call is over, and With follows or not.
    /// </summary>
    private static int Filled(string content, int open)
    {
        var end = Close(content, open) + 1;
        return string.CompareOrdinal(content, end, ".With(", 0, 6) == 0 ? Arguments(content, end + 5).Count : 0;
    }

    /// <summary>The arguments between brackets, where the first opens; commas inside brackets and texts do not divide.</summary>
    private static List<string> Arguments(string content, int open)
    {
        var (arguments, from, depth, close) = (new List<string>(), open + 1, 0, Close(content, open));
        for (var i = open + 1; i < close; i++)
        {
            i = PastText(content, i);
            if (content[i] is '(' or '[' or '{')
            {
                depth++;
            }
            else if (content[i] is ')' or ']' or '}')
            {
                depth--;
            }
            else if (content[i] == ',' && depth == 0)
            {
                arguments.Add(content[from..i].Trim());
                from = i + 1;
            }
        }

        return content[from..close].Trim() is { Length: > 0 } last ? [.. arguments, last] : arguments;
    }

    /// <summary>The end of a text or a character that begins here; else here.</summary>
    private static int PastText(string content, int at)
    {
        if (content[at] == '\'' && content[at + 2] == '\'')
        {
            return at + 2;
        }

        if (content[at] != '"')
        {
            return at;
        }

        at++;
        while (content[at] != '"')
        {
            at += content[at] == '\\' ? 2 : 1;
        }

        return at;
    }

    private static int Close(string content, int open)
    {
        var depth = 0;
        for (var i = open; ; i++)
        {
            i = PastText(content, i);
            depth +=
                content[i] is '(' or '[' or '{' ? 1
                : content[i] is ')' or ']' or '}' ? -1
                : 0;
            if (depth == 0)
            {
                return i;
            }
        }
    }

    [GeneratedRegex(@"(?<!\{)\{(\d+)[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"Refusal\.(?:Invalid|Conflict|Forbidden)\(|new(?: Refusal)?\((?=RefusalKind\.)|WithErrorCode\(")]
    private static partial Regex Refusing();

    [GeneratedRegex("\"([A-Z][A-Za-z]+)\"")]
    private static partial Regex Name();

    [GeneratedRegex(@"\.WithState\(\(?[\w, ]+\)? => new object\[\] \{")]
    private static partial Regex State();

    [GeneratedRegex("""Named\((?=\$?"(\w+_))""")]
    private static partial Regex PutTogether();
}
