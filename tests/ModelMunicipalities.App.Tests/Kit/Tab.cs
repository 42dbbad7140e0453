using System.Text.RegularExpressions;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// A page that stays open in a browser while other things happen: its form is sent with everything that stood in it when it
/// was opened, as a browser sends it, but for what is changed.
/// </summary>
public sealed class Tab
{
    private readonly Reader _reader;

    private readonly string _path;

    private readonly string _form;

    private List<(string Name, string Value)> _fields;

    private Tab(Reader reader, string path, string form, Page page)
    {
        (_reader, _path, _form) = (reader, path, form);
        _fields = Read(page, form).ShouldNotBeNull();
    }

    /// <param name="reader">The browser.</param>
    /// <param name="path">The page.</param>
    /// <param name="form">Something that stands in the one of its forms that is meant.</param>
    public static async Task<Tab> OpenAsync(Reader reader, string path, string form) =>
        new(reader, path, form, (await reader.GetAsync(path)).ShouldBeOk());

    /// <summary>The values of a field as it would be sent.</summary>
    public IReadOnlyList<string> this[string name] => [.. _fields.Where(f => f.Name == name).Select(f => f.Value)];

    /// <summary>Changes fields in the form; every value of a name is replaced.</summary>
    public Tab Type(params (string Name, string Value)[] fields)
    {
        _fields = [.. _fields.Where(f => !fields.Any(n => n.Name == f.Name)), .. fields];
        return this;
    }

    /// <summary>Sends the form; one that comes back is what the tab shows from then on.</summary>
    public async Task<Page> SendAsync(string handler = "")
    {
        var page = await _reader.PostWithoutTokenAsync(_path + handler, [.. _fields]);
        _fields = Read(page, _form) ?? _fields;
        return page;
    }

    /// <summary>Saves as the page does by itself, and takes in what the answer puts into the form.</summary>
    public async Task<Page> SaveByItselfAsync(string handler)
    {
        var page = await _reader.SendAsync(
            HttpMethod.Post,
            _path + handler,
            new FormUrlEncodedContent(_fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
            ("HX-Request", "true")
        );
        Type([.. Controls(page.Html)]);
        return page;
    }

    /// <summary>What stands in the form; null when the page, below its frame, has no such form.</summary>
    private static List<(string Name, string Value)>? Read(Page page, string form) =>
        Regex
            .Matches(
                page.Html[Math.Max(0, page.Html.IndexOf("<main", StringComparison.Ordinal))..],
                "<form.*?</form>",
                RegexOptions.Singleline
            )
            .Select(m => m.Value)
            .FirstOrDefault(f => f.Contains(form, StringComparison.Ordinal))
            is { } html
            ? [.. Controls(html)]
            : null;

    private static IEnumerable<(string Name, string Value)> Controls(string html)
    {
        foreach (
            Match control in Regex.Matches(
                html,
                "<input[^>]*>|<textarea.*?</textarea>|<select.*?</select>",
                RegexOptions.Singleline
            )
        )
        {
            var tag = control.Value;
            if (Attribute(tag, "name") is not { } name)
            {
                continue;
            }

            if (tag.StartsWith("<textarea", StringComparison.Ordinal))
            {
                yield return (
                    name,
                    WebUtility.HtmlDecode(Regex.Match(tag, ">(.*)</textarea>", RegexOptions.Singleline).Groups[1].Value)
                );
            }
            else if (tag.StartsWith("<select", StringComparison.Ordinal))
            {
                var options = Regex.Matches(tag, "<option[^>]*>").Select(m => m.Value).ToList();
                yield return (
                    name,
                    Attribute(options.Find(o => o.Contains(" selected", StringComparison.Ordinal)) ?? options[0], "value") ?? ""
                );
            }
            else if (Attribute(tag, "type") is not ("radio" or "checkbox") || tag.Contains(" checked", StringComparison.Ordinal))
            {
                yield return (name, Attribute(tag, "value") ?? "");
            }
        }
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag[..(tag.IndexOf('>', StringComparison.Ordinal) + 1)], $"\\s{name}=\"([^\"]*)\"") is { Success: true } m
            ? WebUtility.HtmlDecode(m.Groups[1].Value)
            : null;
}
