using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Tests.Features.Improvements;

public class ReviewImprovementTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
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
}
