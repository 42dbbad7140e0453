using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Tests.Assessments;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>What pages and reports tell: nothing that the API does not, and what is counted of whole profiles.</summary>
internal sealed partial class FigureAttack
{
    /// <summary>Has everybody's report made, and everybody read it: it tells nobody what she is not told elsewhere.</summary>
    public async Task ReportAsync()
    {
        await LookAsync();
        var asker = readers[0].Member;
        foreach (var format in new[] { "csv", "xlsx" })
        {
            var address = await network.ReportAsync(
                asker,
                new
                {
                    kind = "cohort",
                    format,
                    language = "sv",
                }
            );
            var page = (
                await (await asker.ReaderAsync()).GetAsync(network.Page($"/reports/{address.Split('/')[^1]}"))
            ).ShouldBeOk();
            foreach (var (member, attacker) in readers)
            {
                var file = await network.FileAsync(member, address);
                var lines =
                    format == "csv"
                        ? Encoding
                            .UTF8.GetString(file)
                            .TrimStart('\uFEFF')
                            .Split('\n')
                            .Select(l => l.TrimEnd('\r').Split(';'))
                            .ToList()
                        :
                        [
                            .. Workbook
                                .Read(file)
                                .SelectMany(s => s.Value.Select(r => r.ToArray()).Prepend([s.Key]).Append([""])),
                        ];
                var told = await ToldAsync(member);
                TellNoMore(lines.Except(Table(lines, nameof(Texts.ReportDisagreementCaption))), told);
                TellNoMore(Rows(page.Html), told);
                ReadWholeProfiles(lines, attacker);
            }
        }
    }

    /// <summary>
    /// The numbers with decimals in a report's or a page's line about a step, all of which the reader is told by the API too.
    /// </summary>
    private static void TellNoMore(IEnumerable<string[]> lines, ILookup<int, double> told)
    {
        foreach (var line in lines)
        {
            // Shares are counted of whole profiles, and read as those.
            var step =
                line.Any(c => c.EndsWith('%')) ? 0
                : Regex.Match(line[0], @"^\d+(?=\s*\D)") is { Success: true } found
                    ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture)
                : 0;
            if (step is < 1 or > Steps)
            {
                continue;
            }

            foreach (
                var number in line.Skip(1)
                    .SelectMany(cell => Regex.Matches(cell, @"\d+[.,]\d+"))
                    .Select(m => double.Parse(m.Value.Replace(',', '.'), CultureInfo.InvariantCulture))
            )
            {
                told[step].ShouldContain(t => Math.Abs(t - number) < 0.006, $"{number} in {string.Join(';', line)}");
            }
        }
    }

    private static IEnumerable<string[]> Rows(string html) =>
        Regex
            .Matches(html, "<tr>.*?</tr>", RegexOptions.Singleline)
            .Select(row =>
                Regex
                    .Matches(row.Value, "<t[hd][^>]*>(.*?)</t[hd]>", RegexOptions.Singleline)
                    .Select(cell =>
                        WebUtility
                            .HtmlDecode(Regex.Replace(cell.Groups[1].Value, "<svg.*?</svg>|<[^>]+>", "", RegexOptions.Singleline))
                            .Trim()
                    )
                    .ToArray()
            )
            .Where(cells => cells.Length > 1);

    private async Task<ILookup<int, double>> ToldAsync(Member member) =>
        new[] { await CellsAsync(member, Basis.Consensus), await CellsAsync(member, Basis.Respondents) }
            .SelectMany(cells => Numbers(cells).SelectMany(n => n.Select(number => (n.Key, number))))
            .ToLookup(x => x.Key, x => x.number);

    /// <summary>
    /// How many are model municipalities, and how many organisations' persons differ: counted of whole profiles.
    /// </summary>
    private void ReadWholeProfiles(List<string[]> lines, Attacker attacker)
    {
        foreach (var row in Table(lines, nameof(Texts.ReportModelsCaption)))
        {
            var (occasion, models, of) = (
                OccasionCalled(row[0]),
                int.Parse(row[1], CultureInfo.InvariantCulture),
                int.Parse(row[2], CultureInfo.InvariantCulture)
            );
            attacker.Read(
                Basis.Consensus,
                0,
                Match(attacker, occasion, Basis.Consensus, 0, s => s.Terms.Count == of && s.Models == models).Terms
            );
        }

        var differing = Table(lines, nameof(Texts.ReportDisagreementCaption))
            .ToDictionary(
                r => int.Parse(r[0].Split(' ')[0], CultureInfo.InvariantCulture),
                r => int.Parse(r[1], CultureInfo.InvariantCulture)
            );
        if (differing.Count > 0)
        {
            var at = _occasions
                .Last(o =>
                    _stood.TryGetValue((o.Id, Basis.Respondents, 0), out var stood) && stood.Exists(s => s.Differs(differing))
                )
                .Id;
            attacker.Read(Basis.Respondents, 0, Match(attacker, at, Basis.Respondents, 0, s => s.Differs(differing)).Terms);
        }
    }

    private static IEnumerable<string[]> Table(List<string[]> lines, string caption)
    {
        var words = Languages.In("sv", () => TextsExtensions.Named(caption));
        return lines
            .SkipWhile(l => l.Length == 0 || l[0].Length == 0 || !words.StartsWith(l[0].Trim('"'), StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(l => l.Length > 1 && l[0].Length > 0);
    }

    private int OccasionCalled(string name) =>
        _occasions.Single(o => Languages.In("sv", () => Show.Occasion(o.Key)) == name.Replace('\u00A0', ' ')).Id;
}
