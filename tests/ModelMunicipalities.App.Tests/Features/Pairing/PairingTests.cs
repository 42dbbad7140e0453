using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Features.Pairing;

/// <summary>Proposing, changing, comparing and announcing groups.</summary>
public class PairingTests(DatabaseProvider provider) : OnEveryDatabase(provider)
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
    public async Task A_proposal_for_the_cohort_is_kept_with_its_number_and_shown_to_nobody_else()
    {
        var network = await PairingStageAsync();
        var first = (await ProposeAsync(network, new { })).ShouldBeOk();
        var second = (await ProposeAsync(network, new { minPerGroup = 1 })).ShouldBeOk();
        (first["number"]!.GetValue<int>(), second["number"]!.GetValue<int>()).ShouldBe((1, 2));
        Groups(first)["pitea"].ShouldBe(["boden", "lulea"]);
        Groups(first)["umea"].ShouldBe(["lycksele", "vannas"]);
        first["optimal"]!.GetValue<bool>().ShouldBeTrue();
        (await network.Coordinator.Api.GetAsync(At(network, 1))).ShouldBeOk()["totalDistanceKm"]!
            .ToString()
            .ShouldBe(first["totalDistanceKm"]!.ToString());
        (await network.Coordinator.Api.GetAsync(network.InCohort("/pairing/proposals"))).ShouldBeOk()["total"]!
            .GetValue<int>()
            .ShouldBe(2);
        (await network["Luleå", Function.KeyPerson].Api.GetAsync(At(network, 1))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "CoordinatorOnly"
        );
        (await network.Coordinator.Api.GetAsync(network.InCohort("/groups"))).ShouldBeOk()["total"]!.GetValue<int>().ShouldBe(0);
        (await network.TrailAsync("PairingProposed")).Count.ShouldBe(2);
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
    public async Task The_runner_up_and_what_it_costs_stand_beside_each_pair()
    {
        var network = await PairingStageAsync(places: 3);
        var reply = (await ProposeAsync(network, new { minPerGroup = 1 })).ShouldBeOk();
        var next = Participant(reply, "lulea")["runnerUp"]!;
        next["mentor"]!.ToString().ShouldBe("umea");
        next["extraCost"]!
            .GetValue<double>()
            .ShouldBe(
                next["distanceKm"]!.GetValue<double>() - Participant(reply, "lulea")["distanceKm"]!.GetValue<double>(),
                0.2
            );
    }

    [Test]
    public async Task A_move_by_hand_shows_its_consequence_before_and_is_locked_after()
    {
        var network = await PairingStageAsync();
        (await ProposeAsync(network, new { })).ShouldBeOk();
        var moves = (await network.Coordinator.Api.GetAsync(At(network, 1, "/moves/lulea"))).ShouldBeOk();
        var move = moves["moves"]!.AsArray().Single()!;
        (
            move["mentor"]!.ToString(),
            move["becomes"]!.GetValue<int>(),
            move["places"]!.GetValue<int>(),
            move["leaves"]!.GetValue<int>()
        ).ShouldBe(("umea", 3, 2, 1));
        var before = (await network.Coordinator.Api.GetAsync(At(network, 1))).ShouldBeOk();

        var moved = (
            await network.Coordinator.Api.PutAsync(At(network, 1), new { participant = "lulea", mentor = "umea" }, before.ETag)
        ).ShouldBeOk();
        Groups(moved)["umea"].ShouldContain("lulea");
        (
            Participant(moved, "lulea")["locked"]!.GetValue<bool>(),
            Participant(moved, "lulea")["byHand"]!.GetValue<bool>()
        ).ShouldBe((true, true));
        (moved["objective"]!.GetValue<double>() - before["objective"]!.GetValue<double>()).ShouldBe(
            move["extraCost"]!.GetValue<double>(),
            0.2
        );
        moved["optimal"]!.GetValue<bool>().ShouldBeFalse();
        (await network.TrailAsync("ParticipantMoved")).Single().Organisation.ShouldBe("Luleå");

        var stale = (
            await network.Coordinator.Api.PutAsync(At(network, 1), new { participant = "boden", mentor = "umea" }, before.ETag)
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        stale["current.number"]!.GetValue<int>().ShouldBe(1);
        stale["given.participant"]!.ToString().ShouldBe("boden");
        (await network.Coordinator.Api.PutAsync(At(network, 1), new { participant = "boden", mentor = "umea" })).ShouldBe(
            HttpStatusCode.PreconditionRequired
        );
        (
            await network.Coordinator.Api.PutAsync(At(network, 1), new { participant = "lulea", mentor = "umea" }, moved.ETag)
        ).ShouldBeInvalid("SameMentor", "mentor");
        (
            await network.Coordinator.Api.PutAsync(At(network, 1), new { participant = "lulea", mentor = "<b>" }, moved.ETag)
        ).ShouldBeInvalid("PairMentorUnknown", "mentor");
        (await network.Coordinator.Api.PutAsync(At(network, 1), new { participant = "lulea" }, moved.ETag)).ShouldBeInvalid(
            "MentorNotChosen",
            "mentor"
        );
        (await network.Coordinator.Api.PutAsync(At(network, 1), new { locked = new[] { "nobody" } }, moved.ETag)).ShouldBeInvalid(
            "PairParticipantUnknown",
            "locked[0]"
        );
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

    [Test]
    public async Task Announcing_makes_the_groups_and_writes_to_each_once_in_her_language()
    {
        var network = await PairingStageAsync();
        await network.ChangeAsync(async db =>
            (await db.Users.SingleAsync(p => p.Id == network["Luleå", Function.KeyPerson].Id)).Language = "en"
        );
        (await ProposeAsync(network, new { })).ShouldBeOk();
        var before = await network.MailsAsync();
        before.ShouldBeEmpty();

        (await PublishAsync(network, 1)).ShouldBeOk()["publishedAt"].ShouldNotBeNull();
        var groups = (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.InCohort("/groups"))).ShouldBeOk();
        groups["items"]!
            .AsArray()
            .Select(g =>
                (g!["mentor"]!["name"]!.ToString(), string.Join(" ", g["participants"]!.AsArray().Select(p => p!["name"])))
            )
            .ShouldBe([("Piteå", "Boden Luleå"), ("Umeå", "Lycksele Vännäs")], ignoreOrder: true);

        var mails = await network.MailsAsync();
        mails.Count.ShouldBe(18);
        mails.Select(m => m.To).Distinct().Count().ShouldBe(18);
        var english = mails.Single(m => m.To == network["Luleå", Function.KeyPerson].Email);
        english.Body.ShouldContain("Luleå has Piteå as mentor. Also in the group: Boden.");
        english.Body.ShouldContain(Server.Address.ToString().TrimEnd('/') + network.PageOf("Luleå"));
        mails
            .Single(m => m.To == network["Luleå", Function.Manager].Email)
            .Body.ShouldContain("Luleå har Piteå som mentor. I gruppen är också Boden.");
        mails
            .Single(m => m.To == network["Piteå", Function.KeyPerson].Email)
            .Body.ShouldContain("Piteå är mentor för Boden och Luleå.");

        (await PublishAsync(network, 1)).ShouldBeRefused(HttpStatusCode.Conflict, "ProposalPublished");
        (await network.MailsAsync()).Count.ShouldBe(18);
        (await network.TrailAsync("GroupsPublished")).Count.ShouldBe(1);
        var page = await (await network["Luleå", Function.KeyPerson].ReaderAsync()).GetAsync(network.PageOf("Luleå"));
        page.ShouldBeOk().Text.ShouldContain("Piteå");
        page.Text.ShouldContain("Boden");
    }

    [Test]
    public async Task Of_two_who_announce_at_once_one_does()
    {
        var network = await PairingStageAsync();
        (await ProposeAsync(network, new { })).ShouldBeOk();
        var etag = (await network.Coordinator.Api.GetAsync(At(network, 1))).ETag;
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => PublishAsync(network, 1, etag))));
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Where(r => r.Status != HttpStatusCode.OK).ShouldAllBe(r => r.Status == HttpStatusCode.Conflict);
        (await network.MailsAsync()).Count.ShouldBe(18);
        (await network.InDbAsync(db => db.Groups.CountAsync())).ShouldBe(2);
    }

    [Test]
    public async Task A_proposal_that_no_longer_fits_is_not_announced_and_nothing_is_half_done()
    {
        var network = await PairingStageAsync(places: 3);
        (await ProposeAsync(network, new { minPerGroup = 1 })).ShouldBeOk();
        await network.ChangeAsync(async db =>
            (await db.Participations.SingleAsync(p => p.OrganisationId == network["Umeå"].Id)).Places = 2
        );
        (await network.Coordinator.Api.GetAsync(At(network, 1))).ShouldBeOk()["isStale"]!.GetValue<bool>().ShouldBeTrue();
        (await PublishAsync(network, 1)).ShouldBeRefused(HttpStatusCode.Conflict, "ProposalStale");
        (await network.InDbAsync(db => db.Groups.CountAsync())).ShouldBe(0);
        (await network.InDbAsync(db => db.Participations.CountAsync(p => p.GroupId != null))).ShouldBe(0);
        (await network.MailsAsync()).ShouldBeEmpty();
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
    public async Task When_a_mentor_leaves_the_repair_moves_its_participants_only_and_only_those_concerned_are_told()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs", "Lycksele").Group("Malmö", "Lund", "Ystad")
        );
        await network.ChangeAsync(async db =>
        {
            await SetPlacesAsync(db, 4);
            (await db.Participations.SingleAsync(p => p.OrganisationId == network["Umeå"].Id)).WithdrawnAt =
                DateTimeOffset.UtcNow;
        });
        var repair = (
            await ProposeAsync(
                network,
                new
                {
                    minPerGroup = 2,
                    maxPerGroup = 4,
                    repair = true,
                }
            )
        ).ShouldBeOk();
        Groups(repair)["pitea"].ShouldBe(["boden", "lulea", "lycksele", "vannas"]);
        Groups(repair)["malmo"].ShouldBe(["lund", "ystad"]);
        repair["changed"]!.GetValue<int>().ShouldBe(2);

        (await PublishAsync(network, 1)).ShouldBeOk();
        var told = (await network.MailsAsync()).Select(m => m.To).ToList();
        told.ShouldBe(
            new[] { "Piteå", "Luleå", "Boden", "Lycksele", "Vännäs" }.SelectMany(o =>
                Assessment.Functions.Select(f => network[o, f].Email)
            ),
            ignoreOrder: true
        );
        (await network.InDbAsync(db => db.Groups.CountAsync())).ShouldBe(3, "the group of the mentor that left stays on record");
        (
            await network.InDbAsync(db => db.Participations.SingleAsync(p => p.OrganisationId == network["Umeå"].Id))
        ).GroupId.ShouldNotBeNull();
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

    [Test]
    public async Task The_page_keeps_what_was_typed_and_says_what_is_wrong()
    {
        var network = await PairingStageAsync();
        var reader = await network.Coordinator.ReaderAsync();
        (await reader.GetAsync(network.CohortPage("/pairing"))).ShouldBeOk().Heading.ShouldContain("4");
        var wrong = await reader.PostAsync(
            network.CohortPage("/pairing?handler=Propose"),
            ("MinPerGroup", "två"),
            ("MaxPerGroup", "3"),
            ("Distance", "1"),
            ("Size", "-5"),
            ("Focus", "0"),
            ("Tolerance", "0")
        );
        wrong.ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain("value=\"två\"");
        wrong = await reader.PostAsync(
            network.CohortPage("/pairing?handler=Propose"),
            ("MinPerGroup", "2"),
            ("MaxPerGroup", "3"),
            ("Distance", "1"),
            ("Size", "-5"),
            ("Focus", "0"),
            ("Tolerance", "0")
        );
        wrong.ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain("id=\"weights.size-wrong\"");
        (
            await reader.PostAsync(
                network.CohortPage("/pairing?handler=Propose"),
                ("MinPerGroup", "2"),
                ("MaxPerGroup", "3"),
                ("Distance", "1"),
                ("Size", "0,5"),
                ("Focus", "0"),
                ("Tolerance", "0")
            )
        ).ShouldLeadTo(network.CohortPage("/pairing/1"));
        (
            await reader.PostAsync(
                network.CohortPage("/pairing/1?handler=Move&participant=lulea"),
                ("Version", "1"),
                ("Mentor", "umea")
            )
        ).ShouldLeadTo(network.CohortPage("/pairing/1#p-lulea"));
        (
            await reader.PostAsync(network.CohortPage("/pairing/1?handler=Again"), ("Version", "2"), ("Locked", "lulea"))
        ).ShouldLeadTo(network.CohortPage("/pairing/2"));
        (await reader.GetAsync(network.CohortPage("/pairing/2/compare/1"))).ShouldBeOk();
        (
            await reader.PostAsync(
                network.CohortPage("/pairing/1?handler=Move&participant=boden"),
                ("Version", "1"),
                ("Mentor", "umea")
            )
        ).ShouldBe(HttpStatusCode.Conflict);
        (await reader.PostAsync(network.CohortPage("/pairing/2?handler=Publish"), ("Version", "1"))).ShouldLeadTo(
            network.CohortPage("/pairing/2")
        );
        (await reader.PostAsync(network.CohortPage("/pairing/2?handler=Publish"), ("Version", "1"))).ShouldBe(
            HttpStatusCode.Conflict
        );
    }

    /// <summary>Two mentors with places, four participants, all with three people, nobody in a group.</summary>
    private async Task<TestNetwork> PairingStageAsync(int places = 2, CohortStage stage = CohortStage.Pairing)
    {
        var network = await BuildAsync(n =>
            n.Stage(stage)
                .Taking(CohortRole.Mentor, "Piteå", "Umeå")
                .Taking(CohortRole.Participant, "Luleå", "Boden", "Lycksele", "Vännäs")
        );
        await network.ChangeAsync(db => SetPlacesAsync(db, places));
        return network;
    }

    private static Task SetPlacesAsync(AppDb db, int places) =>
        db.Participations.Where(p => p.Role == CohortRole.Mentor).ForEachAsync(p => p.Places = places);

    private static Task<Reply> ProposeAsync(TestNetwork network, object body) =>
        network.Coordinator.Api.PostAsync(network.InCohort("/pairing/proposals"), body);

    private static async Task<Reply> PublishAsync(TestNetwork network, int number, string? etag = null)
    {
        etag ??= (await network.Coordinator.Api.GetAsync(At(network, number))).ShouldBeOk().ETag;
        return await network.Coordinator.Api.SendAsync(HttpMethod.Post, At(network, number, "/publication"), null, r =>
            r.Headers.TryAddWithoutValidation("If-Match", etag)
        );
    }

    private static string At(TestNetwork network, int number, string path = "") =>
        network.InCohort($"/pairing/proposals/{number}{path}");

    private static object Lock(string mentor, string participant) => new { mentor, participant };

    private static string Code(string name) => Catalogue.Municipalities.Single(m => m.Name == name).Code;

    private static Dictionary<string, List<string>> Groups(Reply reply) =>
        reply["groups"]!
            .AsArray()
            .ToDictionary(
                g => g!["mentor"]!.ToString(),
                g => g!["participants"]!.AsArray().Select(p => p!["organisation"]!.ToString()).Order().ToList()
            );

    private static JsonNode Participant(Reply reply, string slug) =>
        reply["groups"]!
            .AsArray()
            .SelectMany(g => g!["participants"]!.AsArray())
            .Single(p => p!["organisation"]!.ToString() == slug)!;
}
