using Microsoft.EntityFrameworkCore;
using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class GiveFeedbackTests(DatabaseProvider provider) : RecordTest(provider)
{
    [Test]
    public async Task Feedback_is_each_ones_own_and_told_without_names()
    {
        var (network, room) = await MakeAsync();
        (
            await network["Luleå", Manager].Api.PutAsync(room + "/feedback", new { plus = "Ö bra", minus = "A för långt" })
        ).ShouldBe(HttpStatusCode.NoContent);
        (
            await network["Boden", KeyPerson]
                .Api.PutAsync(
                    room + "/feedback",
                    new
                    {
                        plus = Hostile,
                        minus = "B för kort",
                        interesting = "Kartan",
                    }
                )
        ).ShouldBe(HttpStatusCode.NoContent);
        (
            await network["Luleå", Manager].Api.PutAsync(room + "/feedback", new { plus = "Ö bättre", minus = "A för långt" })
        ).ShouldBe(HttpStatusCode.NoContent);
        (
            await network["Piteå", Politician].Api.PutAsync(room + "/feedback", new { plus = " ", minus = (string?)null })
        ).ShouldBeInvalid("FeedbackEmpty", "plus");
        (
            await network["Piteå", Politician].Api.PutAsync(room + "/feedback", new { plus = new string('x', 1001) })
        ).ShouldBeInvalid("TextTooLong", "plus");
        (await network.InDbAsync(db => db.MeetingFeedback.CountAsync())).ShouldBe(2);

        var record = (await network["Piteå", Manager].Api.GetAsync(room + "/record")).ShouldBeOk();
        record["feedback.plus"]!.AsArray().Select(p => p!.ToString()).ShouldBe([Hostile, "Ö bättre"]);
        record["feedback.minus"]!.AsArray().Select(p => p!.ToString()).ShouldBe(["A för långt", "B för kort"]);
        record["mine"].ShouldBeNull();
        (await network["Luleå", Manager].Api.GetAsync(room + "/record"))["mine.plus"]!.ToString().ShouldBe("Ö bättre");

        // Nothing of who or when: not in the answer, not to the coordinator, not in the trail.
        foreach (var reader in new[] { network["Piteå", Manager], network.Coordinator })
        {
            var feedback = (await reader.Api.GetAsync(room + "/record"))["feedback"]!;
            feedback.AsObject().Select(p => p.Key).ShouldBe(["given", "plus", "minus", "interesting"]);
            var page = (await (await reader.ReaderAsync()).GetAsync(Page(network, room, "/record"))).ShouldBeOk();
            page.Html.ShouldNotContain(Hostile);
            page.Text[page.Text.IndexOf("Ö bättre", StringComparison.Ordinal)..].ShouldNotContain(network["Luleå", Manager].Name);
        }

        (await network.Coordinator.Api.GetAsync(network.InNetwork("/trail?pageSize=200"))).ShouldBeOk()["items"]!
            .AsArray()
            .ShouldNotContain(l => l!["act"]!.ToString().Contains("Feedback"));
        (await network["Luleå", Manager].Api.PutAsync(room + "/feedback", new { plus = "" })).ShouldBe(HttpStatusCode.NoContent);
        (await network.InDbAsync(db => db.MeetingFeedback.CountAsync())).ShouldBe(1);
    }

    [Test]
    public async Task The_page_of_feedback_is_filled_with_ones_own()
    {
        var (network, room) = await MakeAsync();
        var page = Page(network, room, "/record");
        var reader = await network["Luleå", Politician].ReaderAsync();
        (
            await reader.PostAsync(page + "?handler=Feedback", ("Plus", "Samtalen"), ("Minus", ""), ("Interesting", ""))
        ).ShouldLeadTo(page + "#feedback");
        (await reader.GetAsync(page)).ShouldBeOk().Html.ShouldContain(">Samtalen</textarea>");
        (await (await network["Boden", Politician].ReaderAsync()).GetAsync(page))
            .ShouldBeOk()
            .Html.ShouldNotContain(">Samtalen</textarea>");
        (await reader.PostAsync(page + "?handler=Feedback", ("Plus", new string('x', 1001))))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("href=\"#plus\"");
    }
}
