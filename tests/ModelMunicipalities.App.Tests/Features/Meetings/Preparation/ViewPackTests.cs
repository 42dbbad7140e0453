using ModelMunicipalities.Domain.Improvements;
using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ViewPackTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task The_pack_tells_what_has_changed_what_is_lowest_and_what_is_open_but_not_who_answered_what()
    {
        var network = await BuildAsync(n =>
            n.Open("bm1")
                .Group("Piteå", "Luleå", "Boden")
                .Submitted("Luleå", "startup", "1222222222")
                .Submitted("Luleå", "bm1", "2322222221")
                .HandedIn("Luleå", "bm1", Politician, "2322222221")
                .HandedIn("Luleå", "bm1", Manager, "2322222223")
                .HandedIn("Luleå", "bm1", KeyPerson, "2312222221")
                .HandedIn("Boden", "bm1", Politician, "1111111111")
                .HandedIn("Boden", "bm1", Manager, "3333333333")
        );
        var meeting = await network.MeetingAsync("Luleå", "bm1");
        await network.ChangeAsync(db =>
        {
            Improvement New(string organisation, string title, DateOnly? due, ImprovementStatus status) =>
                new()
                {
                    CohortId = network.Cohort.Id,
                    OrganisationId = network[organisation].Id,
                    Title = title,
                    Status = status,
                    DueOn = due,
                    Steps = [3],
                    CreatedBy = network.Coordinator.Id,
                    CreatedAt = DateTimeOffset.UtcNow,
                    TouchedAt = DateTimeOffset.UtcNow,
                };
            db.Improvements.AddRange(
                New("Luleå", "Utan dag", null, ImprovementStatus.Planned),
                New("Boden", "Sen", DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-3), ImprovementStatus.Active),
                New("Boden", "Klar", null, ImprovementStatus.Done),
                New("Boden", "Stoppad", null, ImprovementStatus.Stopped)
            );
            return Task.CompletedTask;
        });
        var path = network.InNetwork($"/meetings/{meeting.Id}/pack");

        // Twenty days before: for who plans it, saying that it is early.
        (await network["Boden", KeyPerson].Api.GetAsync(path)).ShouldBeOk()["isEarly"]!.GetValue<bool>().ShouldBeTrue();
        (await network["Boden", Manager].Api.GetAsync(path)).ShouldBeRefused(HttpStatusCode.Conflict, "PackTooEarly");
        (await (await network["Boden", Manager].ReaderAsync()).GetAsync(network.Page($"/meetings/{meeting.Id}/pack")))
            .ShouldBe(HttpStatusCode.Conflict)
            .Text.ShouldContain("en vecka före");
        await network.MoveMeetingAsync(meeting, 24 * 6);

        var pack = (await network["Boden", Manager].Api.GetAsync(path)).ShouldBeOk();
        pack["isEarly"]!.GetValue<bool>().ShouldBeFalse();
        var lulea = pack["organisations"]!.AsArray().Single(o => o!["organisation"]!.ToString() == "lulea")!;
        (lulea["hasSubmitted"]!.GetValue<bool>(), lulea["sum"]!.GetValue<int>(), lulea["change"]!.GetValue<int>()).ShouldBe(
            (true, 20, 1)
        );
        lulea["moved"]!
            .AsArray()
            .Select(m => (m!["step"]!.GetValue<int>(), m["from"]!.GetValue<int>(), m["to"]!.GetValue<int>()))
            .ShouldBe([(1, 1, 2), (2, 2, 3), (10, 2, 1)]);
        lulea["lowest"]!
            .AsArray()
            .Select(l => (l!["step"]!.GetValue<int>(), l["score"]!.GetValue<int>()))
            .ShouldBe([(10, 1), (1, 2), (3, 2)]);
        lulea["differed"]!.AsArray().Select(d => d!.GetValue<int>()).ShouldBe([3, 10]);

        // What is not submitted stays in the organisation.
        var boden = pack["organisations"]!.AsArray().Single(o => o!["organisation"]!.ToString() == "boden")!;
        (
            boden["hasSubmitted"]!.GetValue<bool>(),
            boden["sum"],
            boden["differed"]!.AsArray().Count,
            boden["lowest"]!.AsArray().Count
        ).ShouldBe((false, null, 0, 0));
        pack["improvements"]!
            .AsArray()
            .Select(i => (i!["title"]!.ToString(), i["isOverdue"]!.GetValue<bool>()))
            .ShouldBe([("Sen", true), ("Utan dag", false)]);

        var page = (
            await (await network["Boden", Manager].ReaderAsync()).GetAsync(network.Page($"/meetings/{meeting.Id}/pack"))
        ).ShouldBeOk();
        page.Heading.ShouldBe("Inför BM 1: två steg har höjts sedan sist");
        page.Text.ShouldContain("steg 3 och 10");
        foreach (var function in new[] { "politiker", "chef", "nyckelperson" })
        {
            page.Text.ShouldNotContain(function + ":");
        }
    }
}
