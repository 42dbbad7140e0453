using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>An organisation that a sheet may name; its answers are taken in while it takes part in the cohort.</summary>
internal sealed record SheetOrganisation(int Id, string Slug, string? Code, string Name, bool InCohort, bool HasLeft = false);

/// <summary>
/// What people call organisations, occasions and steps in their own sheets: "Lycksele kommun" and 2481, "BM1" and
/// "Start-up", "Steg 4" and "4. Ledningen …". What may mean several is none of them.
/// </summary>
internal sealed partial class SheetNames
{
    /// <summary>What occasions are called beside their names; a meeting's number is read from any of its names.</summary>
    private static readonly Dictionary<string, string[]> Occasions = new()
    {
        ["startup"] =
        [
            "start",
            "uppstart",
            "uppstartsmöte",
            "uppstartsträff",
            "startmöte",
            "startträff",
            "kickoff",
            "start-up",
            "start-up meeting",
        ],
        ["closing"] =
        [
            "avslutning",
            "slut",
            "resultatkonferens",
            "slutkonferens",
            "avslutande konferens",
            "results conference",
            "final conference",
        ],
    };

    private readonly Dictionary<string, SheetOrganisation> _bySlug;

    private readonly ILookup<string, SheetOrganisation> _byCode;

    private readonly ILookup<string, SheetOrganisation> _byName;

    private readonly ILookup<string, SheetOrganisation> _byBareName;

    private readonly Dictionary<string, Occasion> _byOccasion = [];

    private readonly Dictionary<string, int> _byStep = [];

    private readonly Instrument _instrument;

    public SheetNames(IReadOnlyList<SheetOrganisation> organisations, IReadOnlyList<Occasion> occasions, Instrument instrument)
    {
        _instrument = instrument;
        _bySlug = organisations.ToDictionary(o => Key(o.Slug));

        // A spreadsheet takes 0114 for the number 114.
        _byCode = organisations.Where(o => o.Code is not null).ToLookup(o => o.Code!.TrimStart('0'));
        _byName = organisations.ToLookup(o => Key(o.Name));
        _byBareName = organisations.ToLookup(o => Bare(o.Name));
        foreach (var occasion in occasions)
        {
            foreach (var name in NamesOf(occasion.Key))
            {
                _byOccasion[Plain(name)] = occasion;
            }
        }

        foreach (var step in instrument.Steps)
        {
            foreach (var text in new[] { step.Text, step.Short }.SelectMany(t => new[] { t.In("sv"), t.In("en") }))
            {
                _byStep.TryAdd(Plain(text), step.Number);
            }
        }
    }

    /// <summary>
    /// The organisations that a text may mean: by its name in addresses, its code, its name, or its name without what sort it is.
    /// </summary>
    public IReadOnlyList<SheetOrganisation> Organisation(string text)
    {
        var key = Key(text);
        if (key.Length is 0 or > 200)
        {
            return [];
        }

        if (_bySlug.TryGetValue(key, out var slug))
        {
            return [slug];
        }

        var number = Whole(text);
        if (
            _byCode[number is { } code ? code.ToString(CultureInfo.InvariantCulture) : key.TrimStart('0')].ToList() is [var coded]
        )
        {
            return [coded];
        }

        if (_byName[key].ToList() is { Count: > 0 } named)
        {
            return named;
        }

        // "Stockholms stad" is Stockholm, "Borås stad" is Borås.
        var bare = Bare(text);
        return _byBareName[bare].Concat(bare.EndsWith('s') && bare.Length > 3 ? _byBareName[bare[..^1]] : []).Distinct().ToList();
    }

    /// <summary>The occasion that a text means, or null.</summary>
    public Occasion? Occasion(string text) => text.Length is > 0 and <= 100 ? _byOccasion.GetValueOrDefault(Plain(text)) : null;

    /// <summary>The step that a text means by its number or its words, or null.</summary>
    public int? Step(string text)
    {
        var number = Whole(text)
            ?? (
                StepNumber().Match(text) is { Success: true } found
                    ? int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
                    : null
            );
        return number is { } n ? _instrument.Step(n)?.Number
            : text.Length is > 0 and <= 2_000 && _byStep.TryGetValue(Plain(text), out var step) ? step
            : null;
    }

    /// <summary>A whole number however it was written: 2, 2.0, 3,00, " 2 "; null for what is none.</summary>
    public static int? Whole(string text) =>
        text.Length <= 20 && Number().Match(text) is { Success: true } found
            ? int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    /// <summary>A text to compare by: case, sorts of spaces and of hyphens make no difference.</summary>
    public static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant())
        {
            var plain =
                char.IsWhiteSpace(c) ? ' '
                : char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation || c == '\u2212' ? '-'
                : c;
            if (c is not ('\u00AD' or '\u200B') && !(plain == ' ' && key is [] or [.., ' ']))
            {
                key.Append(plain);
            }
        }

        return key.ToString().TrimEnd(' ', '.', ':');
    }

    private static IEnumerable<string> NamesOf(string key)
    {
        var names = new[] { "sv", "en" }.Select(l => Languages.In(l, () => Show.Occasion(key))).Append(key);
        var number = key.StartsWith("bm", StringComparison.Ordinal) ? key[2..] : null;
        return number is null
            ? names.Concat(Occasions.GetValueOrDefault(key) ?? [])
            :
            [
                .. names,
                "benchmarking " + number,
                "benchmarkingmöte " + number,
                "benchmarkingträff " + number,
                "träff " + number,
                "benchmarking meeting " + number,
            ];
    }

    /// <summary>Letters and digits alone, å ä ö as most keyboards lack them.</summary>
    private static string Plain(string text) => Folded(Key(text), keepSpaces: false);

    /// <summary>The name without the words that tell what sort of organisation it is; a region stays one.</summary>
    private static string Bare(string name)
    {
        var words = Folded(Key(name), keepSpaces: true).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(
            ' ',
            words.Where(w => w is not ("kommun" or "stad" or "kommunen" or "municipality" or "city" or "of"))
        );
    }

    private static string Folded(string key, bool keepSpaces)
    {
        var folded = new StringBuilder(key.Length);
        foreach (var c in key.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c) || (keepSpaces && c is ' ' or '-'))
            {
                folded.Append(
                    c is 'æ' ? 'a'
                    : c is 'ø' ? 'o'
                    : c == '-' ? ' '
                    : c
                );
            }
        }

        return folded.Replace("aa", "a").Replace("ae", "a").Replace("oe", "o").ToString();
    }

    [GeneratedRegex(@"^[\s\u00A0]*([0-9]{1,5})(?:[.,]0{1,6})?[\s\u00A0]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(
        @"^\s*(?:(?:steg|step|nr|punkt|fråga)\.?[\s\u00A0]*)?([0-9]{1,2})(?:[.,]0)?(?:\s*[.):–:-]|[\s\u00A0]+[^\d\s=]|\s*$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex StepNumber();
}
