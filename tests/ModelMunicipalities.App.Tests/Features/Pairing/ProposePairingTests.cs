using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Features.Pairing;

public class ProposePairingTests(DatabaseProvider provider) : PairingTest(provider)
{
    private const string Stockholm = "0180";

    private static readonly (string Mentor, string[] Participants)[] Historical =
    [
        ("Piteå", ["Luleå", "Boden", "Skellefteå"]),
        ("Umeå", ["Lycksele", "Vännäs"]),
        ("Örebro", ["Karlskoga", "Kristinehamn", "Uppsala"]),
        ("Eskilstuna", ["Hedemora", "Norrtälje", "Stockholm"]),
        ("Jönköping", ["Linköping", "Norrköping"]),
        ("Malmö", ["Kristianstad", "Halmstad"]),
    ];

    [Test]
    public async Task The_groups_of_2017_are_paired_at_least_as_close_as_they_were_and_it_is_proven()
    {
        var network = await BuildAsync(n => n);
        var reply = (
            await ProposeAsync(
                network,
                new
                {
                    minPerGroup = 2,
                    maxPerGroup = 3,
                    weights = new
                    {
                        distance = 1,
                        size = 0,
                        focus = 0,
                    },
                    participants = Historical.SelectMany(g => g.Participants).Select(Code),
                    mentors = Historical.Select(g => Code(g.Mentor)),
                }
            )
        ).ShouldBeOk();
        reply["totalDistanceKm"]!.GetValue<double>().ShouldBeInRange(1290, 1353.1);
        reply["objective"]!.GetValue<double>().ShouldBe(reply["totalDistanceKm"]!.GetValue<double>(), 0.01);
        reply["optimal"]!.GetValue<bool>().ShouldBeTrue();
        var groups = Groups(reply);
        groups.Values.Sum(g => g.Count).ShouldBe(15);
        groups.Values.ShouldAllBe(g => g.Count >= 2 && g.Count <= 3);
        groups.Keys.ShouldBe(Historical.Select(g => Code(g.Mentor)), ignoreOrder: true);
        reply["number"].ShouldBeNull();
        (await network.InDbAsync(db => db.PairingProposals.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task A_what_if_is_answered_in_the_callers_language_with_figures_and_reasons()
    {
        var network = await BuildAsync(n => n);
        var body = new
        {
            minPerGroup = 1,
            participants = new[] { Code("Luleå"), Code("Boden") },
            mentors = new[] { Code("Piteå"), Code("Malmö") },
        };
        var swedish = (await ProposeAsync(network, body)).ShouldBeOk();
        var pair = swedish["groups"]!
            .AsArray()
            .SelectMany(g => g!["participants"]!.AsArray())
            .First(p => p!["organisation"]!.ToString() == Code("Luleå"))!;
        pair["name"]!.ToString().ShouldBe("Luleå");
        pair["distanceKm"]!.GetValue<double>().ShouldBeInRange(42, 45);
        pair["reasons"]!.AsArray().Select(r => r!.ToString()).ShouldContain("Närmast");
        var english = await network.Coordinator.Api.SendAsync(
            HttpMethod.Post,
            network.InCohort("/pairing/proposals"),
            System.Net.Http.Json.JsonContent.Create(body),
            r => r.Headers.Add("Accept-Language", "en")
        );
        english.Text.ShouldContain("Nearest");
    }

    [Test]
    public async Task Gotland_as_region_and_as_municipality_is_one_organisation()
    {
        var network = await BuildAsync(n => n);
        var reply = (
            await ProposeAsync(
                network,
                new
                {
                    minPerGroup = 1,
                    maxPerGroup = 1,
                    participants = new[] { "0980", Stockholm },
                    mentors = new[] { "09", "2480" },
                }
            )
        ).ShouldBeOk();
        Groups(reply)["2480"].ShouldBe(["0980"]);
        Groups(reply)["09"].ShouldBe([Stockholm]);
        (
            await ProposeAsync(
                network,
                new
                {
                    minPerGroup = 1,
                    participants = new[] { "0980" },
                    mentors = new[] { "09" },
                }
            )
        ).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static IEnumerable<TestCaseData> BadInput()
    {
        string[] three = ["2580", "2582", "2482"];
        yield return new TestCaseData(
            new { participants = three, mentors = Array.Empty<string>() },
            "NoMentors",
            "mentors"
        ).SetArgDisplayNames("no mentors");
        yield return new TestCaseData(new { participants = three }, "NoMentors", "mentors").SetArgDisplayNames(
            "mentors left out"
        );
        yield return new TestCaseData(
            new { participants = Array.Empty<string>(), mentors = three },
            "NoParticipants",
            "participants"
        ).SetArgDisplayNames("no participants");
        yield return new TestCaseData(
            new
            {
                participants = three,
                mentors = new[] { "2581" },
                maxPerGroup = 2,
            },
            "TooFewPlaces",
            "mentors"
        ).SetArgDisplayNames("more participants than places");
        yield return new TestCaseData(
            new { participants = new[] { "2580" }, mentors = new[] { "2581" } },
            "TooManyMentors",
            "mentors"
        ).SetArgDisplayNames("too few participants");
        yield return new TestCaseData(
            new { participants = new[] { "2580", "9999", "x" }, mentors = new[] { "2581", "<b>" } },
            "CodeUnknown",
            "participants[1]"
        ).SetArgDisplayNames("unknown codes");
        yield return new TestCaseData(
            new
            {
                participants = three,
                mentors = new[] { "2581" },
                weights = new { distance = -1 },
            },
            "WeightOutsideRange",
            "weights.distance"
        ).SetArgDisplayNames("negative weight");
        yield return new TestCaseData(
            new
            {
                participants = three,
                mentors = new[] { "2581" },
                minPerGroup = 4,
                maxPerGroup = 3,
            },
            "GroupMostBelowLeast",
            "maxPerGroup"
        ).SetArgDisplayNames("most below least");
        yield return new TestCaseData(
            new
            {
                participants = three,
                mentors = new[] { "2581" },
                tolerance = 2,
            },
            "ToleranceOutsideRange",
            "tolerance"
        ).SetArgDisplayNames("tolerance");
        yield return new TestCaseData(
            new
            {
                participants = three,
                mentors = new[] { "2581", "2480" },
                minPerGroup = 1,
                locked = new[] { Lock("2581", "2580"), Lock("2480", "2580") },
            },
            "LockedToTwo",
            "locked[1]"
        ).SetArgDisplayNames("locked to two");
        yield return new TestCaseData(
            new
            {
                participants = three,
                mentors = new[] { "2581", "2480" },
                minPerGroup = 1,
                locked = new[] { Lock("2581", "2580") },
                forbidden = new[] { Lock("2581", "2580") },
            },
            "LockedAndForbidden",
            "locked[0]"
        ).SetArgDisplayNames("locked and forbidden");
        yield return new TestCaseData(
            new
            {
                participants = three,
                mentors = new[] { "2581" },
                locked = new[] { Lock("2480", "2580") },
            },
            "PairMentorUnknown",
            "locked[0].mentor"
        ).SetArgDisplayNames("lock to nobody");
        yield return new TestCaseData(
            new
            {
                participants = three,
                mentors = new[] { "2581" },
                locked = new[] { new { mentor = (string?)null, participant = "2580" } },
            },
            "PairIncomplete",
            "locked[0]"
        ).SetArgDisplayNames("half a pair");
        yield return new TestCaseData(
            new { participants = new[] { "2580", "2580" }, mentors = new[] { "2581" } },
            "OrganisationTwice",
            "participants[1]"
        ).SetArgDisplayNames("the same code twice");
    }

    [TestCaseSource(nameof(BadInput))]
    public async Task Bad_input_is_told_with_its_field_and_nothing_is_kept(object body, string rule, string field)
    {
        var network = await BuildAsync(n => n);
        var reply = (await ProposeAsync(network, body)).ShouldBeRefused(HttpStatusCode.BadRequest, rule);
        reply.Errors.Keys.ShouldContain(field);
        (await network.InDbAsync(db => db.PairingProposals.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task Locks_are_kept_and_forbidden_pairs_avoided()
    {
        var network = await PairingStageAsync();
        var reply = (
            await ProposeAsync(
                network,
                new { locked = new[] { Lock("umea", "lulea") }, forbidden = new[] { Lock("umea", "vannas") } }
            )
        ).ShouldBeOk();
        Groups(reply)["umea"].ShouldContain("lulea");
        Groups(reply)["pitea"].ShouldContain("vannas");
        var kept = (await network.Coordinator.Api.GetAsync(At(network, 1))).ShouldBeOk();
        Participant(kept, "lulea")["locked"]!.GetValue<bool>().ShouldBeTrue();
        kept["forbidden"]!.AsArray().Count.ShouldBe(1);
    }

    [Test]
    public async Task A_mentor_never_gets_its_own_part()
    {
        var network = await BuildAsync(n =>
            n.Stage(CohortStage.Pairing)
                .Taking(CohortRole.Mentor, "Stockholm", "Uppsala")
                .Taking(CohortRole.Participant, "Hägersten", "Sala")
        );
        await network.ChangeAsync(async db =>
        {
            var part = await db.Organisations.SingleAsync(o => o.Name == "Hägersten");
            (part.Kind, part.ParentId) = (OrganisationKind.CityDistrict, network["Stockholm"].Id);
            await SetPlacesAsync(db, 2);
        });
        var reply = (await ProposeAsync(network, new { minPerGroup = 1 })).ShouldBeOk();
        Groups(reply)["uppsala"].ShouldContain("hagersten");
        Participant(reply, "hagersten")["distanceKm"]!.GetValue<double>().ShouldBeInRange(60, 70);
        (await ProposeAsync(network, new { minPerGroup = 1, locked = new[] { Lock("stockholm", "hagersten") } })).ShouldBeInvalid(
            "LockedToOwnFamily",
            "locked[0]"
        );
        (
            await network.Coordinator.Api.PutAsync(
                At(network, 1),
                new { participant = "hagersten", mentor = "stockholm" },
                reply.Message.Headers.ETag?.Tag ?? "\"1.1\""
            )
        ).ShouldBeInvalid("LockedToOwnFamily", "mentor");
    }

    [Test]
    public async Task Mentors_that_have_not_answered_or_are_unavailable_are_not_counted()
    {
        var network = await PairingStageAsync(places: 4);
        await network.ChangeAsync(async db =>
            (await db.Participations.SingleAsync(p => p.OrganisationId == network["Umeå"].Id)).IsUnavailable = true
        );
        Groups((await ProposeAsync(network, new { maxPerGroup = 4 })).ShouldBeOk()).Keys.ShouldBe(["pitea"]);
        await network.ChangeAsync(async db =>
            (await db.Participations.SingleAsync(p => p.OrganisationId == network["Piteå"].Id)).Places = null
        );
        (await ProposeAsync(network, new { })).ShouldBeInvalid("NoMentors", "mentors");
    }

    [TestCase(CohortStage.Planning, "TooEarlyStage", false)]
    [TestCase(CohortStage.Application, "TooEarlyStage", true)]
    [TestCase(CohortStage.Admission, "TooEarlyStage", true)]
    [TestCase(CohortStage.Closed, "TooLateStage", true)]
    public async Task The_stage_decides_what_may_be_done(CohortStage stage, string rule, bool mayPropose)
    {
        var network = await PairingStageAsync(stage: stage);
        var reply = await ProposeAsync(network, new { });
        if (!mayPropose)
        {
            reply.ShouldBeRefused(HttpStatusCode.Conflict, rule);
            return;
        }

        reply.ShouldBeOk();
        if (stage == CohortStage.Closed)
        {
            reply["number"].ShouldBeNull();
            (await network.InDbAsync(db => db.PairingProposals.CountAsync())).ShouldBe(0);
            return;
        }

        (await PublishAsync(network, 1)).ShouldBeRefused(HttpStatusCode.Conflict, rule);
    }

    [Test]
    public async Task Groups_of_peers_have_no_mentor()
    {
        var network = await BuildAsync(n =>
            n.Stage(CohortStage.Pairing).Taking(CohortRole.Participant, "Luleå", "Boden", "Malmö", "Lund", "Ystad")
        );
        var reply = (await ProposeAsync(network, new { withoutMentors = true })).ShouldBeOk();
        reply["optimal"]!.GetValue<bool>().ShouldBeTrue();
        reply["groups"]!
            .AsArray()
            .Select(g => string.Join(" ", g!["participants"]!.AsArray().Select(p => p!["name"]!.ToString()).Order()))
            .ShouldBe(["Boden Luleå", "Lund Malmö Ystad"], ignoreOrder: true);
        (await network.Coordinator.Api.PutAsync(At(network, 1), new { locked = new[] { "lund" } }, "\"1.1\"")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "PeersHaveNoMentor"
        );
        (await PublishAsync(network, 1)).ShouldBeOk();
        var groups = (await network.Coordinator.Api.GetAsync(network.InCohort("/groups"))).ShouldBeOk();
        groups["items"]!.AsArray().ShouldAllBe(g => g!["mentor"] == null);
        (await network.MailsAsync())
            .Single(m => m.To == network["Luleå", Function.KeyPerson].Email)
            .Body.ShouldContain("Luleå är i en grupp utan mentor, tillsammans med Boden.");
    }

    [Test]
    public async Task An_organisation_that_is_nowhere_is_named()
    {
        var network = await BuildAsync(n =>
            n.Stage(CohortStage.Pairing).Taking(CohortRole.Participant, "Ingenstans", "Luleå").Taking(CohortRole.Mentor, "Piteå")
        );
        await network.ChangeAsync(db => SetPlacesAsync(db, 3));
        var reply = (await ProposeAsync(network, new { })).ShouldBeRefused(HttpStatusCode.BadRequest, "PlaceUnknown");
        reply["detail"]!.ToString().ShouldContain("Ingenstans");
    }

    private static object Lock(string mentor, string participant) => new { mentor, participant };

    private static string Code(string name) => Catalogue.Municipalities.Single(m => m.Name == name).Code;
}
