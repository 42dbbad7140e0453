using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Demo;

namespace ModelMunicipalities.App.Tests.Demo;

/// <summary>The demonstration as an outside check finds it.</summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public class DemoTests(DatabaseProvider provider)
{
    private const string Historical = "/api/v1/networks/modellkommuner/cohorts/2017-2018";

    [Test]
    public async Task It_holds_what_the_report_printed_and_can_be_signed_in_to_and_is_loaded_once()
    {
        await using var server = Server.Start(provider, ("Demo:Enabled", "true"));
        var members = new Dictionary<string, Api>();
        foreach (var (email, _) in DemoSetup.Accounts)
        {
            members[email] = new Api(server, await TokenAsync(server, email));
        }

        await ParticipantsAndMentorsAsync(members["koordinator@modellkommuner.example"]);
        await PublishedSumsAsync(members["koordinator@modellkommuner.example"]);
        await ClosedAsync(
            server,
            members["koordinator@modellkommuner.example"],
            members["nyckelperson.hedemora@modellkommuner.example"]
        );
        await InProgressAsync(
            members["nyckelperson.hedemora@modellkommuner.example"],
            members["mentor.eskilstuna@modellkommuner.example"]
        );
        await ApartAsync(members["koordinator@modellforvaltningar.example"], members["koordinator@modellkommuner.example"]);
        await LoadedOnceAsync(server);
    }

    [Test]
    public async Task Its_accounts_are_not_there_without_it()
    {
        var server = Server.On(provider);
        foreach (var (email, _) in DemoSetup.Accounts)
        {
            (await new Api(server).PostAsync("/api/v1/auth/login", new { email, password = DemoSetup.Password })).ShouldBeInvalid(
                "WrongPassword",
                "password"
            );
        }
    }

    private static async Task ParticipantsAndMentorsAsync(Api coordinator)
    {
        var participants = (await coordinator.GetAsync(Historical + "/participants?pageSize=100")).ShouldBeOk()[
            "items"
        ]!.AsArray();
        participants
            .Where(p => p!["role"]!.ToString() == "participant")
            .Select(p => p!["name"]!.ToString())
            .ShouldBe(
                [
                    "Luleå",
                    "Boden",
                    "Skellefteå",
                    "Lycksele",
                    "Vännäs",
                    "Karlskoga",
                    "Kristinehamn",
                    "Uppsala",
                    "Hedemora",
                    "Norrtälje",
                    "Enskede-Årsta-Vantör",
                    "Linköping",
                    "Norrköping",
                    "Kristianstad",
                    "Halmstad",
                ],
                ignoreOrder: true
            );
        participants
            .Where(p => p!["role"]!.ToString() == "mentor")
            .Select(p => p!["name"]!.ToString())
            .ShouldBe(["Piteå", "Umeå", "Örebro", "Eskilstuna", "Jönköping", "Malmö"], ignoreOrder: true);
        participants.Single(p => p!["name"]!.ToString() == "Vännäs")!["group"]!.ToString().ShouldBe("Umeå");
        participants.Single(p => p!["name"]!.ToString() == "Enskede-Årsta-Vantör")!["kind"]!.ToString().ShouldBe("cityDistrict");
    }

    private static async Task PublishedSumsAsync(Api coordinator)
    {
        foreach (var (slug, first, last) in new[] { ("eskilstuna", 33, 33), ("hedemora", 22, 35), ("vannas", 19, 27) })
        {
            var sums = (await coordinator.GetAsync($"{Historical}/organisations/{slug}")).ShouldBeOk()["occasions"]!
                .AsArray()
                .Select(o => o!["sum"]!.GetValue<int>())
                .ToList();
            (sums.Count, sums[0], sums[^1]).ShouldBe((6, first, last), slug);
            sums.ShouldBeInOrder();
        }
    }

    private static async Task ClosedAsync(Server server, Api coordinator, Api keyPerson)
    {
        var cohort = (await coordinator.GetAsync(Historical)).ShouldBeOk();
        (cohort["instrument"]!.ToString(), cohort["invention"]!.ToString(), cohort["closedAt"] is null).ShouldBe(
            ("thirteen-step-2017", "beyondPublished", false)
        );
        (
            await coordinator.PostAsync(
                Historical + "/organisations/hedemora/assessments/closing/reopening",
                new { reason = "fel" }
            )
        ).ShouldBeRefused(HttpStatusCode.Conflict, "CohortClosed");
        (
            await keyPerson.PutAsync(Historical + "/organisations/hedemora/assessments/closing/mine", Body.Score(1, 1))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "CohortClosed");
        (await coordinator.GetAsync(Historical + "/benchmark?basis=respondents")).ShouldBeOk()["items"]!
            .AsArray()
            .Count(c => !c!["suppressed"]!.GetValue<bool>())
            .ShouldBe(39, "three surveys of thirteen steps");
        (await new Api(server).GetAsync("/health/ready")).ShouldBeOk();
    }

    private static async Task InProgressAsync(Api keyPerson, Api mentor)
    {
        const string Running = "/api/v1/networks/modellkommuner/cohorts/2027";
        var hedemora = (await keyPerson.GetAsync(Running + "/organisations/hedemora")).ShouldBeOk();
        (hedemora["current.key"]!.ToString(), hedemora["current.status"]!.ToString(), hedemora["invention"]!.ToString()).ShouldBe(
            ("bm2", "scoring", "everything")
        );
        hedemora["occasions"]!.AsArray().Count(o => o!["status"]!.ToString() == "submitted").ShouldBe(2);
        hedemora["earlier"]!
            .AsArray()
            .Select(e => (e!["firstSum"]!.GetValue<int>(), e["lastSum"]!.GetValue<int>()))
            .ShouldBe([(22, 35)]);
        (await keyPerson.PutAsync(Running + "/organisations/hedemora/assessments/bm2/mine", Body.Score(8, 2))).ShouldBeOk();
        (await mentor.GetAsync(Running + "/mentees")).ShouldBeOk()["mentees"]!
            .AsArray()
            .Select(m => m!["name"]!.ToString())
            .ShouldBe(["Enskede-Årsta-Vantör", "Hedemora", "Norrtälje"], ignoreOrder: true);
    }

    private static async Task ApartAsync(Api internalCoordinator, Api coordinator)
    {
        (await internalCoordinator.GetAsync("/api/v1/networks/modellforvaltningar/cohorts/2027/participants")).ShouldBeOk()[
            "total"
        ]!
            .GetValue<int>()
            .ShouldBe(6);
        (await internalCoordinator.GetAsync(Historical)).ShouldBeRefused(HttpStatusCode.NotFound, "NotFound");
        (await coordinator.GetAsync("/api/v1/networks/modellforvaltningar/cohorts/2027")).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "NotFound"
        );
    }

    private static async Task LoadedOnceAsync(Server server)
    {
        var before = await CountAsync(server);
        await using (
            var again = Server.Start(
                server.Provider,
                ("Demo:Enabled", "true"),
                ("Database:ConnectionString", server.ConnectionString)
            )
        )
        {
            (await CountAsync(again)).ShouldBe(before);
        }

        before.ShouldAllBe(c => c > 0);
    }

    private static Task<int[]> CountAsync(Server server) =>
        server.InDbAsync(null, async db =>
            new[]
            {
                await db.Networks.CountAsync(),
                await db.Users.CountAsync(),
                await db.Organisations.IgnoreQueryFilters().CountAsync(),
                await db.Participations.IgnoreQueryFilters().CountAsync(),
                await db.Memberships.IgnoreQueryFilters().CountAsync(),
                await db.Assessments.IgnoreQueryFilters().CountAsync(),
                await db.Answers.IgnoreQueryFilters().CountAsync(),
                await db.ConsensusScores.IgnoreQueryFilters().CountAsync(),
            }
        );

    private static async Task<Func<Task<string>>> TokenAsync(Server server, string email)
    {
        var token = (
            await new Api(server).PostAsync("/api/v1/auth/login", new { email, password = DemoSetup.Password })
        ).ShouldBeOk();
        token["tokenType"]!.ToString().ShouldBe("Bearer");
        token["expiresIn"]!.GetValue<int>().ShouldBeGreaterThan(0);
        token["refreshToken"]!.ToString().ShouldNotBeEmpty();
        return () => Task.FromResult(token["accessToken"]!.ToString());
    }
}
