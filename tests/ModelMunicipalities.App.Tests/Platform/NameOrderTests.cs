using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>
/// Å, Ä and Ö come last, É is an E and Ü a Y, large and small letters stand together: in every list, on every database, in both
/// languages.
/// </summary>
public class NameOrderTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private static readonly string[] InOrder =
    [
        "Édeby",
        "Edsbyn",
        "ekerö",
        "Eksjö",
        "Umeå",
        "uppsala",
        "Übo",
        "Ystad",
        "Zinkgruvan",
        "Åre",
        "älvsbyn",
        "Ärla",
        "Örebro",
    ];

    private static readonly string[] AsMade = [.. InOrder.Index().OrderBy(n => n.Index * 5 % InOrder.Length).Select(n => n.Item)];

    [TestCase("sv")]
    [TestCase("en")]
    public async Task A_list_in_pages_goes_by_name(string language)
    {
        var network = await BuildAsync(n => n.Outside(AsMade));
        var read = new List<string>();
        for (var page = 1; page <= 4; page++)
        {
            var reply = await network.Coordinator.Api.GetAsync(network.InNetwork($"/people?page={page}&pageSize=4"), r =>
                r.Headers.Add("Accept-Language", language)
            );
            reply["total"]!.GetValue<int>().ShouldBe(InOrder.Length);
            read.AddRange(Names(reply, "items", "name"));
        }

        read.ShouldBe(InOrder);
    }

    [Test]
    public async Task Groups_and_those_in_them_go_by_name()
    {
        var network = await BuildAsync(n =>
            n.Group("Örebro", "Ystad", "Eksjö", "Übo")
                .Group("älvsbyn", "Zinkgruvan", "Édeby", "Ärla")
                .Group("Umeå", "Åre", "uppsala", "Edsbyn")
        );
        string[] expected =
        [
            "Umeå: Umeå Edsbyn uppsala Åre",
            "älvsbyn: älvsbyn Édeby Zinkgruvan Ärla",
            "Örebro: Örebro Eksjö Übo Ystad",
        ];
        var pages = new List<(string Group, string Name)>();
        for (var page = 1; page <= 3; page++)
        {
            var reply = await network.Coordinator.Api.GetAsync(network.InCohort($"/participants?page={page}&pageSize=5"));
            pages.AddRange(Names(reply, "items", "group").Zip(Names(reply, "items", "name")));
        }

        pages.GroupBy(p => p.Group).Select(g => $"{g.Key}: {string.Join(' ', g.Select(p => p.Name))}").ShouldBe(expected);
        var groups = (await network.Coordinator.Api.GetAsync(network.InCohort("/groups")))["items"]!.AsArray();
        groups
            .Select(g => string.Join(' ', g!["participants"]!.AsArray().Select(p => p!["name"]!.ToString())))
            .ShouldBe(["Eksjö Übo Ystad", "Édeby Zinkgruvan Ärla", "Edsbyn uppsala Åre"]);
        Names(await network.Coordinator.Api.GetAsync(network.InCohort("/mentors")), "items", "name")
            .ShouldBe(["Umeå", "älvsbyn", "Örebro"]);
        var html = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("?sort=name"))).Text;
        InOrder
            .Where(n => n is not ("ekerö" or "Umeå" or "älvsbyn" or "Örebro"))
            .Select(n => html.IndexOf($">{n}</a>", StringComparison.Ordinal))
            .ShouldBeInOrder();
    }

    [Test]
    public async Task Those_who_are_asked_to_be_mentors_are_offered_by_name()
    {
        var network = await BuildAsync(n => n.Stage(CohortStage.Application).Outside(AsMade));
        Names(await network.Coordinator.Api.GetAsync(network.InCohort("/mentor-candidates?pageSize=50")), "items", "name")
            .ShouldBe(InOrder);
    }

    private static IEnumerable<string> Names(Reply reply, string list, string field) =>
        reply.ShouldBeOk()[list]!.AsArray().Select(i => i![field]!.ToString());
}
