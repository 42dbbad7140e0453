using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Tests.Features.Improvements;

/// <summary>Writing down an improvement, carrying it out in cycles, reviewing it at meetings and saying things to it.</summary>
public class ImprovementTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Script = "<script>alert(1)</script>";

    [Test]
    public async Task An_improvement_is_planned_at_a_meeting_carried_out_in_cycles_and_ends()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå", "Boden"));
        var (manager, politician) = (network["Luleå", Function.Manager], network["Luleå", Function.Politician]);
        var meeting = await network.MeetingIdAsync("Luleå", "bm1");
        var made = (
            await politician.Api.PostAsync(
                network.Of("Luleå", "/improvements"),
                new
                {
                    title = " Ny mall ",
                    aim = "Hälften",
                    steps = new[] { 8, 7 },
                    ownerId = manager.Id,
                    startsOn = "2027-03-01",
                    dueOn = "2020-06-01",
                    plannedAt = meeting,
                }
            )
        ).ShouldBeInvalid("DueBeforeStart", "dueOn");
        made = (
            await politician.Api.PostAsync(
                network.Of("Luleå", "/improvements"),
                new
                {
                    title = " Ny mall ",
                    aim = "Hälften",
                    steps = new[] { 8, 7 },
                    ownerId = manager.Id,
                    startsOn = "2020-03-01",
                    dueOn = "2020-06-01",
                    plannedAt = meeting,
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        var id = made["id"]!.GetValue<int>();
        made.Message.Headers.Location!.ToString().ShouldBe(network.ImprovementOf("Luleå", id));

        var view = (await manager.Api.GetAsync(network.ImprovementOf("Luleå", id))).ShouldBeOk();
        view["title"]!.ToString().ShouldBe("Ny mall");
        (
            view["owner"]!.ToString(),
            view["status"]!.ToString(),
            view["isOverdue"]!.GetValue<bool>(),
            view["plannedAt.id"]!.GetValue<int>(),
            view["ownerId"]!.GetValue<int>()
        ).ShouldBe((manager.Name, "planned", true, meeting, manager.Id));
        view["steps"]!.AsArray().Select(s => s!.GetValue<int>()).ShouldBe([7, 8]);

        (await network.MoveImprovementAsync("Luleå", id, "done")).ShouldBeRefused(HttpStatusCode.Conflict, "ImprovementNotNext");
        (await network.MoveImprovementAsync("Luleå", id, "active")).ShouldBeOk();
        var begun = await network.BeginCycleAsync("Luleå", id, "Tio ärenden");
        var written = await manager.Api.PutAsync(
            network.ImprovementOf("Luleå", id, "/cycles/1"),
            new
            {
                plan = "Tio ärenden",
                @do = "Gjort",
                study = "Sett",
                act = "Gör så",
                outcome = "adopt",
            },
            begun.ETag
        );
        written.ShouldBeOk();
        (await network.MoveImprovementAsync("Luleå", id, "done", written.ETag)).ShouldBeOk()["status"]!
            .ToString()
            .ShouldBe("done");

        view = (await manager.Api.GetAsync(network.ImprovementOf("Luleå", id))).ShouldBeOk();
        (view["cycles[0].study"]!.ToString(), view["cycles[0].outcome"]!.ToString(), view["endedAt"] is null).ShouldBe(
            ("Sett", "adopt", false)
        );
        foreach (
            var (act, who) in new[]
            {
                ("ImprovementCreated", politician),
                ("ImprovementBegun", network["Luleå", Function.KeyPerson]),
                ("ImprovementCycleBegun", network["Luleå", Function.KeyPerson]),
                ("ImprovementCycleWritten", manager),
                ("ImprovementDone", network["Luleå", Function.KeyPerson]),
            }
        )
        {
            (await network.TrailAsync(act)).ShouldBe([(who.Name, "Luleå", null, "Ny mall")], act);
        }
    }

    [TestCase("""{"title":" "}""", "ImprovementTitleMissing", "title")]
    [TestCase("""{"title":"a\u0000"}""", "Unreadable", "title")]
    [TestCase("""{"title":"Mall","steps":[11]}""", "UnknownStep", "steps[0]")]
    [TestCase("""{"title":"Mall","steps":["x"]}""", "Unreadable", "steps[0]")]
    [TestCase("""{"title":"Mall","ownerId":1}""", "OwnerUnknown", "ownerId")]
    [TestCase("""{"title":"Mall","dueOn":"i morgon"}""", "Unreadable", "dueOn")]
    [TestCase("""{"title":"Mall","plannedAt":0}""", "MeetingNotTheirs", "plannedAt")]
    public async Task What_breaks_a_rule_is_refused_and_leaves_nothing(string body, string rule, string field)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Group("Umeå", "Vännäs"));
        (
            await network["Luleå", Function.KeyPerson]
                .Api.SendTextAsync(HttpMethod.Post, network.Of("Luleå", "/improvements"), body)
        ).ShouldBeInvalid(rule, field);
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PostAsync(
                    network.Of("Luleå", "/improvements"),
                    new { title = "Mall", plannedAt = await network.MeetingIdAsync("Vännäs", "bm1") }
                )
        ).ShouldBeInvalid("MeetingNotTheirs", "plannedAt");
        (await network.InDbAsync(db => db.Improvements.CountAsync())).ShouldBe(0);
        (await network.TrailAsync("ImprovementCreated")).ShouldBeEmpty();
    }

    [Test]
    public async Task Sent_twice_it_is_done_once()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var key = network["Luleå", Function.KeyPerson];
        var made = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => key.Api.PostAsync(network.Of("Luleå", "/improvements"), new { title = "Mall" }))
        );
        var id = made.Select(m => m.ShouldBe(HttpStatusCode.Created)["id"]!.GetValue<int>()).Distinct().ShouldHaveSingleItem();
        var version = await network.ImprovementVersionAsync("Luleå", id);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            (
                await key.Api.PostWithVersionAsync(
                    network.ImprovementOf("Luleå", id, "/cycles"),
                    new { plan = "Vi provar" },
                    version
                )
            ).ShouldBeOk();
            (
                await network["Piteå", Function.KeyPerson]
                    .Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text = "Bra!" })
            ).ShouldBe(HttpStatusCode.Created);
            (await network.MoveImprovementAsync("Luleå", id, "active")).ShouldBeOk();
            (
                await key.Api.PutAsync(
                    network.ImprovementOf("Luleå", id, $"/reviews/{await network.MeetingIdAsync("Luleå", "startup")}"),
                    new { status = "active", finding = "Bra" }
                )
            ).ShouldBeOk();
        }

        var view = (await key.Api.GetAsync(network.ImprovementOf("Luleå", id))).ShouldBeOk();
        (view["cycles"]!.AsArray().Count, view["comments"]!.AsArray().Count, view["reviews"]!.AsArray().Count).ShouldBe(
            (1, 1, 1)
        );
        foreach (
            var act in new[]
            {
                "ImprovementCreated",
                "ImprovementCycleBegun",
                "ImprovementCommented",
                "ImprovementBegun",
                "ImprovementReviewed",
            }
        )
        {
            (await network.TrailAsync(act)).Count.ShouldBe(1, act);
        }

        (await network.MailsAsync()).Count.ShouldBe(1);
    }

    [Test]
    public async Task A_change_based_on_an_older_version_is_refused_with_what_holds_and_one_without_a_version_too()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (key, id) = (network["Luleå", Function.KeyPerson], await network.ImproveAsync("Luleå"));
        var old = await network.ImprovementVersionAsync("Luleå", id);
        (await key.Api.PutAsync(network.ImprovementOf("Luleå", id), new { title = "Ny" }, old)).ShouldBeOk();
        var stale = (await key.Api.PutAsync(network.ImprovementOf("Luleå", id), new { title = "Min" }, old)).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Stale"
        );
        (stale["current.title"]!.ToString(), stale["given.title"]!.ToString()).ShouldBe(("Ny", "Min"));
        (await network.MoveImprovementAsync("Luleå", id, "active", old)).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (
            await key.Api.PostWithVersionAsync(network.ImprovementOf("Luleå", id, "/cycles"), new { plan = "p" }, old)
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (await key.Api.PutAsync(network.ImprovementOf("Luleå", id), new { title = "Min" })).ShouldBe((HttpStatusCode)428);
        (await key.Api.PostAsync(network.ImprovementOf("Luleå", id, "/cycles"), new { plan = "p" })).ShouldBe(
            (HttpStatusCode)428
        );
    }

    [Test]
    public async Task A_later_cycle_waits_for_the_outcome_of_the_one_before()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (key, id) = (network["Luleå", Function.KeyPerson], await network.ImproveAsync("Luleå"));
        var version = (await network.BeginCycleAsync("Luleå", id)).ETag;
        (
            await key.Api.PostWithVersionAsync(network.ImprovementOf("Luleå", id, "/cycles"), new { plan = "En till" }, version)
        ).ShouldBeRefused(HttpStatusCode.Conflict, "CycleOpen");
        (
            await key.Api.PutAsync(network.ImprovementOf("Luleå", id, "/cycles/1"), new { plan = "p", study = "s" }, version)
        ).ShouldBeInvalid("CycleOrder", "do");
        (
            await key.Api.PutAsync(
                network.ImprovementOf("Luleå", id, "/cycles/1"),
                new { plan = "p", @do = new string('x', PdsaCycle.LongestText + 1) },
                version
            )
        ).ShouldBeInvalid("TextTooLong", "do");
        (await key.Api.PutAsync(network.ImprovementOf("Luleå", id, "/cycles/2"), new { plan = "p" }, version)).ShouldBe(
            HttpStatusCode.NotFound
        );
        (await network.MoveImprovementAsync("Luleå", id, "stopped")).ShouldBeOk();
        (
            await key.Api.PutAsync(
                network.ImprovementOf("Luleå", id, "/cycles/1"),
                new
                {
                    plan = "p",
                    @do = "d",
                    study = "s",
                    act = "a",
                    outcome = "abandon",
                },
                await network.ImprovementVersionAsync("Luleå", id)
            )
        ).ShouldBeOk();
        (
            await key.Api.PostWithVersionAsync(
                network.ImprovementOf("Luleå", id, "/cycles"),
                new { plan = "En till" },
                await network.ImprovementVersionAsync("Luleå", id)
            )
        ).ShouldBeRefused(HttpStatusCode.Conflict, "ImprovementEnded");
        (await network.MoveImprovementAsync("Luleå", id, "active")).ShouldBeOk();
        (await network.TrailAsync("ImprovementReopened")).Count.ShouldBe(1);
    }

    [Test]
    public async Task The_group_comments_and_the_key_person_and_the_owner_get_a_mail_in_their_languages()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var owner = network["Luleå", Function.Manager];
        await network.ReadsEnglishAsync(owner);
        var id = await network.ImproveAsync("Luleå", new { title = "Ny mall", ownerId = owner.Id });
        var mentor = network["Piteå", Function.Politician];
        (await mentor.Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text = $"Bra! {Script}" })).ShouldBe(
            HttpStatusCode.Created
        );
        var mails = await network.MailsAsync();
        mails.To().ShouldBe([network["Luleå", Function.KeyPerson].Email, owner.Email], ignoreOrder: true);
        var swedish = mails.Single(m => m.To == network["Luleå", Function.KeyPerson].Email);
        swedish.Subject.ShouldBe("Kommentar till ”Ny mall”");
        swedish.Body.ShouldContain($"{mentor.Name}, Piteå, skriver om er förbättring ”Ny mall”:");
        swedish.Body.ShouldContain(network.ImprovementPage("Luleå", id) + "#comments");
        mails.ShouldAllBe(m => !m.Body.Contains('@'));
        mails.Single(m => m.To == owner.Email).Subject.ShouldBe("Comment on “Ny mall”");

        (
            await network.Coordinator.Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text = "Heja" })
        ).ShouldBe(HttpStatusCode.Created);
        (await owner.Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text = "Tack" })).ShouldBe(
            HttpStatusCode.Created
        );
        (await network.MailsAsync())
            .To()
            .Skip(4)
            .ShouldBe([network["Luleå", Function.KeyPerson].Email], "who writes gets none herself");
        var view = (await mentor.Api.GetAsync(network.ImprovementOf("Luleå", id))).ShouldBeOk();
        view["comments"]!
            .AsArray()
            .Select(c => (c!["person"]!.ToString(), c["organisation"]?.ToString(), c["isYours"]!.GetValue<bool>()))
            .ShouldBe([(mentor.Name, "Piteå", true), (network.Coordinator.Name, null, false), (owner.Name, "Luleå", false)]);
        view.Text.ShouldNotContain("@");

        var page = (
            await (await network["Boden", Function.KeyPerson].ReaderAsync()).GetAsync(network.ImprovementPage("Luleå", id))
        ).ShouldBeOk();
        page.Html.ShouldNotContain(Script);
        page.Html.ShouldContain("&lt;script&gt;");
        foreach (
            var (text, rule) in new[]
            {
                ("", "CommentMissing"),
                ("\0", "Unreadable"),
                (new string('x', ImprovementComment.Longest + 1), "TextTooLong"),
            }
        )
        {
            (await mentor.Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text })).ShouldBeInvalid(
                rule,
                "text"
            );
        }
    }

    [Test]
    public async Task One_takes_back_what_one_has_said_oneself()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.ImproveAsync("Luleå");
        var said = (
            await network["Piteå", Function.KeyPerson]
                .Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text = "Bra!" })
        ).ShouldBe(HttpStatusCode.Created)["id"]!.GetValue<int>();
        var path = network.ImprovementOf("Luleå", id, $"/comments/{said}");
        (await network.Coordinator.Api.SendAsync(HttpMethod.Delete, path)).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "CommentNotYours"
        );
        (await network["Piteå", Function.KeyPerson].Api.SendAsync(HttpMethod.Delete, path)).ShouldBe(HttpStatusCode.NoContent);
        (await network["Piteå", Function.KeyPerson].Api.SendAsync(HttpMethod.Delete, path)).ShouldBe(HttpStatusCode.NotFound);
        (await network.TrailAsync("ImprovementCommentRemoved")).Count.ShouldBe(1);
    }

    [Test]
    public async Task A_meeting_shows_what_was_planned_at_it_and_what_is_to_be_reviewed_and_each_is_reviewed_once()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs"));
        var (first, second) = (await network.MeetingIdAsync("Luleå", "bm1"), await network.MeetingIdAsync("Luleå", "bm2"));
        var id = await network.ImproveAsync("Luleå", new { title = "Ny mall", plannedAt = first });
        var other = await network.ImproveAsync("Vännäs", new { title = "Deras" });
        var key = network["Luleå", Function.KeyPerson];
        var at = (await key.Api.GetAsync(network.InNetwork($"/meetings/{second}/improvements"))).ShouldBeOk();
        (
            at["toReview"]!.AsArray().Count,
            at["planned"]!.AsArray().Count,
            at["toReview[0].improvement.title"]!.ToString(),
            at["toReview[0].mayReview"]!.GetValue<bool>()
        ).ShouldBe((1, 0, "Ny mall", true));
        (await key.Api.GetAsync(network.InNetwork($"/meetings/{first}/improvements"))).ShouldBeOk()["planned"]!
            .AsArray()
            .Count.ShouldBe(1);

        (
            await key.Api.PutAsync(network.ImprovementOf("Luleå", id, $"/reviews/{first}"), new { status = "planned" })
        ).ShouldBeRefused(HttpStatusCode.Conflict, "ReviewedWherePlanned");
        (
            await key.Api.PutAsync(
                network.ImprovementOf("Luleå", id, $"/reviews/{await network.MeetingIdAsync("Vännäs", "bm2")}"),
                new { status = "planned" }
            )
        ).ShouldBeInvalid("MeetingNotTheirs", "meeting");
        (
            await key.Api.PutAsync(network.ImprovementOf("Luleå", id, $"/reviews/{second}"), new { finding = "Bra" })
        ).ShouldBeInvalid("Unreadable", "status");
        (
            await network["Boden", Function.Manager]
                .Api.PutAsync(network.ImprovementOf("Luleå", id, $"/reviews/{second}"), new { status = "planned" })
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "PlannersOnly");
        (
            await network["Boden", Function.KeyPerson]
                .Api.PutAsync(network.ImprovementOf("Vännäs", other, $"/reviews/{second}"), new { status = "planned" })
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "NotYours");

        // What a planner notes moves nothing; what the organisation notes does.
        (
            await network["Piteå", Function.KeyPerson]
                .Api.PutAsync(
                    network.ImprovementOf("Luleå", id, $"/reviews/{second}"),
                    new { status = "active", finding = "De har börjat" }
                )
        ).ShouldBeOk()["status"]!
            .ToString()
            .ShouldBe("planned");
        (
            await key.Api.PutAsync(
                network.ImprovementOf("Luleå", id, $"/reviews/{second}"),
                new { status = "planned", finding = "Nej" }
            )
        ).ShouldBeOk();
        (
            await key.Api.PutAsync(
                network.ImprovementOf("Luleå", id, $"/reviews/{second}"),
                new { status = "active", finding = "Nu går det" }
            )
        ).ShouldBeOk()["status"]!
            .ToString()
            .ShouldBe("active");
        at = (
            await network["Boden", Function.Politician].Api.GetAsync(network.InNetwork($"/meetings/{second}/improvements"))
        ).ShouldBeOk();
        (
            at["toReview[0].review.finding"]!.ToString(),
            at["toReview[0].review.status"]!.ToString(),
            at["toReview[0].mayReview"]!.GetValue<bool>(),
            at["reviewed"]!.GetValue<int>()
        ).ShouldBe(("Nu går det", "active", false, 1));
        (await network.InDbAsync(db => db.ImprovementReviews.CountAsync())).ShouldBe(1);
        (await network.TrailAsync("ImprovementReviewed"))[0].Occasion.ShouldBe("bm2");

        var page = (await (await key.ReaderAsync()).GetAsync(network.Page($"/meetings/{second}/record"))).ShouldBeOk();
        page.Text.ShouldContain("Alla förbättringar är uppföljda");
        page.Html.ShouldContain(network.PageOf("Luleå", $"/improvements/new?meeting={second}"));
    }

    [Test]
    public async Task What_ended_before_a_meeting_is_not_reviewed_at_it_and_a_whole_cohorts_meeting_shows_only_ones_own_group()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs"));
        await network.ImproveAsync("Luleå");
        await network.ImproveAsync("Vännäs", new { title = "Deras" });
        var ended = await network.ImproveAsync("Boden", new { title = "Förra" });
        var (second, all) = (await network.MeetingIdAsync("Luleå", "bm2"), 0);
        await network.ChangeAsync(async db =>
        {
            var improvement = await db.Improvements.SingleAsync(i => i.Id == ended);
            (improvement.Status, improvement.EndedAt) = (ImprovementStatus.Done, DateTimeOffset.UtcNow.AddDays(-1));
            var of = await db.Meetings.SingleAsync(m => m.Id == second);
            db.Meetings.Add(
                new()
                {
                    CohortId = of.CohortId,
                    Form = "closing",
                    WindowFrom = of.WindowFrom,
                    WindowTo = of.WindowTo,
                    StartsAt = of.StartsAt,
                    EndsAt = of.EndsAt,
                    Status = Domain.Meetings.MeetingStatus.Confirmed,
                }
            );
        });
        all = await network.InDbAsync(async db => (await db.Meetings.SingleAsync(m => m.GroupId == null)).Id);
        await ShowsAsync(network["Luleå", Function.Manager], second, "Luleå");
        await ShowsAsync(network["Luleå", Function.Manager], all, "Luleå");
        await ShowsAsync(network["Piteå", Function.Manager], all, "Luleå");
        await ShowsAsync(network.Coordinator, all, "Luleå", "Vännäs");

        async Task ShowsAsync(Member member, int meeting, params string[] organisations) =>
            (await member.Api.GetAsync(network.InNetwork($"/meetings/{meeting}/improvements"))).ShouldBeOk()["toReview"]!
                .AsArray()
                .Select(l => l!["improvement"]!["organisationName"]!.ToString())
                .ShouldBe(organisations);
    }

    [Test]
    public async Task After_leaving_an_organisation_reads_its_own_and_writes_nothing()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var (id, theirs) = (await network.ImproveAsync("Luleå"), await network.ImproveAsync("Boden"));
        var key = network["Luleå", Function.KeyPerson];
        (await key.Api.PostAsync(network.Of("Luleå", "/withdrawal"), new { reason = "tid" })).ShouldBeOk();
        (await key.Api.GetAsync(network.ImprovementOf("Luleå", id))).ShouldBeOk();
        (await key.Api.GetAsync(network.ImprovementOf("Boden", theirs))).ShouldBeRefused(HttpStatusCode.Forbidden, "NotYours");
        (await key.Api.GetAsync(network.InCohort("/improvements"))).ShouldBeOk()["items"]!
            .AsArray()
            .Select(i => i!["organisation"]!.ToString())
            .ShouldBe(["lulea"]);
        (await network.MoveImprovementAsync("Luleå", id, "active")).ShouldBeRefused(HttpStatusCode.Conflict, "HasLeft");
        (await key.Api.PostAsync(network.Of("Luleå", "/improvements"), new { title = "Ny" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "HasLeft"
        );
        (await key.Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text = "Hej" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "HasLeft"
        );
        (await (await key.ReaderAsync()).GetAsync(network.PageOf("Luleå", "/improvements/new")))
            .ShouldBeOk()
            .Html.ShouldNotContain("name=\"Aim\"");
        (await (await key.ReaderAsync()).GetAsync(network.ImprovementPage("Luleå", id)))
            .ShouldBeOk()
            .Html.ShouldNotContain("name=\"To\"");
    }

    [Test]
    public async Task Before_pairing_and_after_closing_nothing_is_written()
    {
        var early = await BuildAsync(n => n.Stage(CohortStage.Admission).Group("Piteå", "Luleå"));
        (
            await early["Luleå", Function.KeyPerson].Api.PostAsync(early.Of("Luleå", "/improvements"), new { title = "Ny" })
        ).ShouldBeRefused(HttpStatusCode.Conflict, "TooEarlyStage");
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.ImproveAsync("Luleå");
        await network.SetStageAsync(CohortStage.Closed);
        (await network.MoveImprovementAsync("Luleå", id, "active")).ShouldBeRefused(HttpStatusCode.Conflict, "TooLateStage");
        (await network.Coordinator.Api.GetAsync(network.ImprovementOf("Luleå", id))).ShouldBeOk();
    }

    [Test]
    public async Task An_improvement_is_found_under_its_own_organisation_and_cohort_only()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var id = await network.ImproveAsync("Luleå");
        (await network["Boden", Function.KeyPerson].Api.GetAsync(network.ImprovementOf("Boden", id))).ShouldBe(
            HttpStatusCode.NotFound
        );
        (
            await network["Boden", Function.KeyPerson]
                .Api.PutAsync(network.ImprovementOf("Boden", id, "/status"), new { status = "active" })
        ).ShouldBe(HttpStatusCode.NotFound);
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PutAsync(network.ImprovementOf("Luleå", id, "/status"), new { status = (string?)null })
        ).ShouldBeInvalid("Unreadable", "status");
    }
}
