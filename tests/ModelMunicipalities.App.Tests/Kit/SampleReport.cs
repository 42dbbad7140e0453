using System.Globalization;
using ModelMunicipalities.App.Features.Reports;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// A cohort's report with everything that a report can hold, and names that would do harm where they were taken for markup.
/// </summary>
internal static class SampleReport
{
    /// <summary>Names that mean something to Typst, to a browser or to a PDF.</summary>
    public static readonly string[] Hostile =
    [
        "#eval(\"1\")",
        "<script>alert(1)</script>",
        "] $x$ \\ @ref *fet* _kursiv_ `kod` ~ -- // /* #",
        "= Rubrik",
        "\\u{1F600} \\n {0} {{",
        "%PDF-1.7 endobj (",
        "e\u0301a\u030a ﬁ",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    ];

    private static readonly string[] Steps =
    [
        "Politiskt beslut och uppdrag",
        "Högsta chefer efterfrågar resultat",
        "Statistik efter kön på alla nivåer",
        "Konsekvenser beskrivs i beslutsunderlag",
        "Mål i budget och styrdokument",
        "Analys av skillnader mellan kvinnor och män",
        "Resultat i vanlig uppföljning",
        "Förbättringar som består",
        "Kunskap i hela organisationen",
        "Arbetssätt för att föra vidare",
        "Jämställdhetsintegrering i upphandling",
        "Samverkan med civilsamhället",
        "Utbildning av nyvalda",
    ];

    private static readonly string[] Municipalities =
    [
        "Borås",
        "Eskilstuna",
        "Hedemora",
        "Jokkmokk",
        "Karlskrona",
        "Laxå",
        "Malmö",
    ];

    public static Document Swedish(string title = "Alla tio steg gick upp, men allt färre svarade på enkäten") =>
        new(
            title,
            "Modellkommuner · Omgång 2027",
            "sv",
            "28 november 2026",
            "Femton deltagare i sex grupper har arbetat sedan januari. Mellan uppstart och avslut ökade varje steg.",
            [
                new("15", "deltagare, med sex mentorer"),
                new("23,1 av 30", "är summan i medel, 6,9 högre än vid uppstarten"),
                new("3", "är modellkommun enligt egen skattning"),
                new("42", "förbättringar har nått invånarna"),
            ],
            [
                new(
                    "Analys och uppföljning ökade mest",
                    [
                        "Störst är ändringen där organisationerna har bytt arbetssätt mellan två träffar.\n\nSteget om beslutsunderlag ökar minst.",
                        Dots(),
                        Means(),
                    ]
                ),
                new("Varje organisation för sig", ["Summan är högst 39 i listan med tretton steg.", HeatMap()]),
                new(
                    "Vad invånarna märker",
                    [
                        Improvements(),
                        Block.ToNotice("Grupper med färre än fem svarande visas inte, så att ingen enskild kan pekas ut."),
                    ]
                ),
                new(
                    "Svarsfrekvensen föll från 63 till 29 %",
                    [
                        Bars(),
                        Block.ToNotice("Läs medlen med försiktighet. När bara 29 % svarar kan de som är mest nöjda väga tungt."),
                    ]
                ),
            ],
            [
                "Skattningarna är organisationernas egna. Modellkommun är ingen certifiering.",
                "Medel är räknade på oavrundade värden och kan skilja 0,01 från kolumnerna.",
            ],
            new("Sida {0} av {1}", "Innehåll", "Uppgifter från", "Om siffrorna", "Gjord i Modellkommuner.")
        );

    public static Document English() =>
        Swedish("Every step went up") with
        {
            Language = "en",
            Words = new("Page {0} of {1}", "Contents", "Data from", "About the figures", "Made in Modellkommuner."),
        };

    /// <summary>One that has nothing but what every report has.</summary>
    public static Document Bare() =>
        Swedish("Ännu finns inga skattningar") with
        {
            Figures = [],
            Sections = [new("Ingenting ännu", [])],
            Notes = [],
        };

    /// <summary>Every text that a reader has to find in it.</summary>
    public static IEnumerable<string> Texts(Document document) =>
        [
            document.Title,
            document.Context,
            .. Lines(document.Lede),
            document.DataAt,
            document.Words.MadeBy,
            .. document.Figures.SelectMany(f => new[] { f.Value, f.Label }),
            .. document.Sections.Select(s => s.Heading),
            .. document
                .Sections.SelectMany(s => s.Blocks)
                .SelectMany(b => Lines(b.Text ?? b.Notice ?? b.Chart?.Caption ?? b.Table!.Caption)),
            .. document.Tables.Select(t => string.Concat(t.Columns.Select(c => c.Head))),
            .. document.Tables.SelectMany(t => t.Rows.Concat(t.Foot)).Select(row => string.Concat(row.Select(c => c.Text))),
            .. document.Notes,
        ];

    private static string[] Lines(string text) => text.Split("\n\n");

    private static DataTable Means() =>
        new(
            "Medel per steg, skala 1–3, vid fem tillfällen. n = 15 organisationer.",
            [
                Column.Words("Steg"),
                .. new[] { "Uppstart", "BM 1", "BM 2", "BM 3", "Avslut", "Ändring" }.Select(h => new Column(h)),
            ],
            [
                .. Steps
                    .Take(10)
                    .Select(
                        (step, i) =>
                            (Cell[])
                                [
                                    new($"{i + 1}. {step}"),
                                    .. Enumerable.Range(0, 5).Select(k => Figure(1.2 + i * 0.04 + k * 0.27)),
                                    Figure(1.08, "+0.00"),
                                ]
                    ),
            ],
            [
                [
                    new("Medel av summan, högst 30"),
                    Figure(16.2),
                    Figure(17.9),
                    Figure(19.4),
                    Figure(21.8),
                    Figure(23.1),
                    Figure(6.9, "+0.00"),
                ],
            ]
        );

    private static DataTable HeatMap() =>
        new(
            "Varje organisations gemensamma skattning vid avslutet. Mörkare är högre; streck är inte skattat.",
            [
                Column.Words("Organisation"),
                .. Steps.Select((_, i) => new Column(Text(i + 1), Narrow: true)),
                new("Summa"),
                new("Ändring"),
            ],
            [
                .. Municipalities
                    .Concat(Hostile)
                    .Select(
                        (name, n) =>
                            (Cell[])
                                [
                                    new(name),
                                    .. Steps.Select(
                                        (_, i) => (n + i) % 17 == 0 ? new Cell("–") : Score(1 + (n * 5 + i * 7 + n * i) % 3)
                                    ),
                                    new(Text(19 + n), 19 + n),
                                    new($"+{n % 9}", n % 9),
                                ]
                    ),
            ],
            []
        );

    private static DataTable Improvements() =>
        new(
            "Förbättringar som har nått invånarna.",
            [Column.Words("Organisation"), Column.Words("Förbättring"), Column.Words("Vad som blev annorlunda")],
            [
                (Cell[])
                    [
                        new("Hedemora"),
                        new("Fördelning av föreningsbidrag"),
                        new(
                            "Bidragen räknas per aktiv flicka och pojke varje år, och nämnden har ändrat reglerna så att fler flickor får tider i hallen."
                        ),
                    ],
                (Cell[])
                    [
                        new("Vännäs"),
                        new("Bemötande på biblioteket"),
                        new("Personalen frågar alla lika, och utlåningen till pojkar har gått upp."),
                    ],
                (Cell[])
                    [
                        new("Eskilstuna"),
                        new("Snöröjning"),
                        new("Gångvägar och busshållplatser röjs före körbanor. Fallolyckorna blev färre."),
                    ],
            ],
            []
        );

    private static Chart Dots() =>
        new(
            Svg(
                10 * 22 + 20,
                string.Concat(
                    Steps
                        .Take(10)
                        .Select(
                            (step, i) =>
                                $"""<text x="0" y="{i * 22 + 24}" fill="#1d252b" font-size="12">{i + 1}. {step}</text><path d="M300 {i * 22 + 20}H600" stroke="#dde3e6"/><path d="M{320 + i * 9} {i * 22 + 20}h{60 + i * 37 % 70}" stroke="#2c7d99" stroke-width="2"/><circle cx="{320 + i * 9}" cy="{i * 22 + 20}" r="4.5" fill="#fff" stroke="#2c7d99" stroke-width="2"/><circle cx="{380 + i * 9 + i * 37 % 70}" cy="{i * 22 + 20}" r="5" fill="#0b5c77"/>"""
                        )
                )
            ),
            "Tio steg med medel vid uppstart och avslut. Alla ökar, mest steg 6.",
            "Medel vid uppstart (öppen punkt) och avslut (fylld punkt), skala 1–3."
        );

    private static Chart Bars() =>
        new(
            Svg(
                84,
                string.Concat(
                    new (string Name, int Part)[] { ("Efter BM 1", 63), ("Efter BM 2", 48), ("Efter BM 3", 29) }.Select(
                        (bar, i) =>
                            $"""<text x="0" y="{i * 26 + 18}" fill="#1d252b" font-size="12">{bar.Name}</text><rect x="200" y="{i * 26 + 8}" width="{bar.Part * 3.4:0}" height="12" fill="#2c7d99"/><text x="600" y="{i * 26 + 18}" fill="#1d252b" font-size="12" font-weight="600" text-anchor="end">{bar.Part} %</text>"""
                    )
                )
            ),
            "Svarsfrekvens efter tre träffar: 63, 48 och 29 procent.",
            "Andel av de tillfrågade som svarade efter varje träff."
        );

    private static string Svg(int height, string content) =>
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 604 {height}" role="img">{content}</svg>""";

    private static Cell Score(int score) => new(Text(score), score, (score - 1) * 50);

    private static Cell Figure(double value, string format = "0.00") =>
        new(value.ToString(format, CultureInfo.GetCultureInfo("sv-SE")), value);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
