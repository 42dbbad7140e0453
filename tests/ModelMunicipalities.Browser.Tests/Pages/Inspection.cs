using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Browser.Tests.Kit;

namespace ModelMunicipalities.Browser.Tests.Pages;

/// <summary>Which of axe's rules.</summary>
public enum AxeRules
{
    All,

    /// <summary>Those that depend on colours.</summary>
    Colours,

    /// <summary>Those that do not.</summary>
    AllButColours,

    /// <summary>Those that depend on what stands where, on its words and how long they are.</summary>
    Layout,

    /// <summary>None of them.</summary>
    None,
}

/// <summary>Looks at a page: accessibility, width, headings, words left in the other language or not filled in.</summary>
public static partial class Inspection
{
    /// <summary>Axe itself: a context that is given it as a script of its pages is not sent it page by page.</summary>
    public static readonly string Axe = ReadAxe();

    /// <summary>Every text that differs between the languages and is long enough not to be part of another word.</summary>
    private static readonly IReadOnlyList<(string Swedish, string English)> Words = ReadWords();

    /// <summary>What does not depend on size or colours.</summary>
    public static async Task<IEnumerable<string>> ReadAsync(IPage page, string language)
    {
        var seen = await page.EvaluateAsync<Seen>(
            """
            () => ({
              title: document.title,
              lang: document.documentElement.lang,
              headings: document.querySelectorAll("h1").length,
              empty: [...document.querySelectorAll("h1, h2, h3, label, legend, button, a, th[scope], caption, summary")].filter(e => !e.textContent.trim() && !e.getAttribute("aria-label")).map(e => e.outerHTML),
              text: [...document.body.querySelectorAll("pre, [lang]")].filter(e => !e.lang || e.lang !== document.documentElement.lang).reduce((text, other) => text.replace(other.innerText, ""), document.body.innerText) + "\n" + [...document.querySelectorAll("[aria-label], [alt], [placeholder], .sr")].filter(e => e.closest("[lang]").lang === document.documentElement.lang).map(e => e.getAttribute("aria-label") ?? e.getAttribute("alt") ?? e.getAttribute("placeholder") ?? e.textContent).join("\n"),
              ids: [...document.querySelectorAll("[id]")].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i),
              links: [...document.querySelectorAll("a[href^='#']")].map(a => a.hash.slice(1)).filter(id => !document.getElementById(id)),
            })
            """
        );
        var found = new List<string>();
        Tell(seen.Lang != language, $"lang is '{seen.Lang}'");
        Tell(
            !seen.Title.EndsWith(" – Modellkommuner", StringComparison.Ordinal) || seen.Title.Length < 20,
            $"title is '{seen.Title}'"
        );
        Tell(seen.Headings != 1, $"{seen.Headings} h1");
        Tell(seen.Empty.Length > 0, $"without words: {string.Join(' ', seen.Empty)}");
        Tell(seen.Ids.Length > 0, $"the same id twice: {string.Join(' ', seen.Ids)}");
        Tell(seen.Links.Length > 0, $"links to nothing on the page: #{string.Join(" #", seen.Links)}");
        var unfilled = Unfilled().Match(seen.Title + seen.Text);
        Tell(unfilled.Success, $"not filled in: '{unfilled.Value}'");
        foreach (var (swedish, english) in Words)
        {
            var (own, other) = language == "sv" ? (swedish, english) : (english, swedish);
            Tell(Has(seen.Text, other) && !Has(own, other), $"in the wrong language: '{other}', not '{own}'");
        }

        return found;

        void Tell(bool wrong, string what)
        {
            if (wrong)
            {
                found.Add(what);
            }
        }
    }

    /// <summary>What axe finds.</summary>
    public static async Task<IEnumerable<string>> AxeAsync(IPage page, AxeRules rules)
    {
        if (rules == AxeRules.None)
        {
            return [];
        }

        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Axe);
        }

        var found = await page.EvaluateAsync<JsonElement>(
            """
            async rules => {
              const all = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
              const colours = ["color-contrast", "link-in-text-block"];
              const options = {
                All: { runOnly: all },
                Colours: { runOnly: { type: "rule", values: colours } },
                AllButColours: { runOnly: all, rules: Object.fromEntries(colours.map(c => [c, { enabled: false }])) },
                Layout: { runOnly: { type: "rule", values: ["target-size", "scrollable-region-focusable", "empty-table-header", "label", "button-name", "link-name"] } },
              }[rules];
              return (await axe.run(document, { ...options, resultTypes: ["violations"], preload: false })).violations.map(v => v.id + " (" + v.help + "): " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + (n.any[0]?.message ?? "").slice(0, 160)).join(" | ") + (v.nodes.length > 3 ? ` … ${v.nodes.length} in all` : ""));
            }
            """,
            rules.ToString()
        );
        return found.EnumerateArray().Select(v => "axe: " + v.GetString());
    }

    /// <summary>Tells what makes a page wider than its window.</summary>
    public static async Task<IEnumerable<string>> WidthAsync(IPage page)
    {
        var wide = await page.EvaluateAsync<string?>(
            """
            () => document.documentElement.scrollWidth <= innerWidth ? null
              : document.documentElement.scrollWidth + " > " + innerWidth + ": " + [...document.querySelectorAll("body *")]
                  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll, .sr")).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" | ")
            """
        );
        return wide is null ? [] : [$"wider than the window: {wide}"];
    }

    /// <summary>True when the words stand in the text, and not as part of a longer word.</summary>
    private static bool Has(string text, string words)
    {
        for (
            var at = text.IndexOf(words, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(words, at + 1, StringComparison.Ordinal)
        )
        {
            if (!IsWord(text, at - 1) && !IsWord(text, at + words.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWord(string text, int at) =>
        at >= 0 && at < text.Length && (char.IsLetter(text[at]) || text[at] == '-');

    private static string ReadAxe()
    {
        var assembly = Assembly.Load("Deque.AxeCore.Commons");
        using var reader = new StreamReader(assembly.GetManifestResourceStream("Deque.AxeCore.Commons.Resources.axe.min.js")!);
        return reader.ReadToEnd();
    }

    private static List<(string Swedish, string English)> ReadWords() =>
        [
            .. from file in TextFiles.All
            let english = file.GetResourceSet(CultureInfo.GetCultureInfo("en"), true, false)!
            from text in file.GetResourceSet(CultureInfo.InvariantCulture, true, false)!.Cast<DictionaryEntry>()
            let words = (Swedish: (string)text.Value!, English: english.GetString((string)text.Key)!)
            where
                words.Swedish != words.English
                && Math.Min(words.Swedish.Length, words.English.Length) > 11
                && !words.Swedish.Contains('{')
            select words,
        ];

    [GeneratedRegex(@".{0,30}\{+\d+\}*.{0,10}")]
    private static partial Regex Unfilled();

    private sealed record Seen
    {
        public string Title { get; set; } = "";

        public string Lang { get; set; } = "";

        public int Headings { get; set; }

        public string[] Empty { get; set; } = [];

        public string Text { get; set; } = "";

        public string[] Ids { get; set; } = [];

        public string[] Links { get; set; } = [];
    }
}
