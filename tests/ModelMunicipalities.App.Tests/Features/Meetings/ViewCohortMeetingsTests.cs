using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ViewCohortMeetingsTests(DatabaseProvider provider) : MeetingListTest(provider)
{
    [Test]
    public async Task The_coordinator_sees_every_meeting_by_group_with_how_many_have_answered_and_lays_out_what_is_missing()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        (await network.AnswerAsync(network["Luleå", Function.Manager], id, slots, "yyy")).ShouldBeOk();
        (await network.AnswerAsync(network["Boden", Function.Manager], id, slots, "yyy")).ShouldBeOk();
        await network.ChangeAsync(async db =>
            (await db.Memberships.SingleAsync(m => m.PersonId == network["Boden", Function.Manager].Id)).EndedAt =
                DateTimeOffset.UtcNow
        );

        var reader = await network.Coordinator.ReaderAsync();
        var page = (await reader.GetAsync(network.CohortPage("/meetings"))).ShouldBeOk();
        page.Heading.ShouldEndWith("träffar i programmet saknas");
        page.Text.ShouldContain("1 av 8 har svarat");
        var missing = (await network.Coordinator.Api.GetAsync(network.InCohort("/meetings/planning"))).ShouldBeOk()[
            "missing"
        ]!.GetValue<int>();
        missing.ShouldBe(4, "two calls of each group");

        (await reader.PostAsync(network.CohortPage("/meetings?handler=Plan"))).ShouldLeadTo(network.CohortPage("/meetings"));
        var after = (await reader.GetAsync(network.CohortPage("/meetings"))).ShouldBeOk();
        after.Text.ShouldContain("Fyra träffar är utlagda.");
        after.Heading.ShouldContain("kommande träffar har ingen tid ännu");
        (await reader.PostAsync(network.CohortPage("/meetings?handler=Plan"))).ShouldLeadTo(network.CohortPage("/meetings"));
        (await network.InDbAsync(db => db.Meetings.CountAsync())).ShouldBe(14);
    }
}
