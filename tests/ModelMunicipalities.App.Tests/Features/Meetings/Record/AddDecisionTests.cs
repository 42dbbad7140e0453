using Microsoft.EntityFrameworkCore;
using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class AddDecisionTests(DatabaseProvider provider) : RecordTest(provider)
{
    [TestCase("""{"text":" "}""", "DecisionTextMissing", "text")]
    [TestCase("""{"text":"a\u0000"}""", "Unreadable", "text")]
    [TestCase("""{"text":"a","organisation":"vannas"}""", "NotAtThisMeeting", "organisation")]
    [TestCase("""{"text":"a","dueOn":"1027-01-01"}""", "DayUnreadable", "dueOn")]
    [TestCase("""{"text":"a","dueOn":"2027-02-30"}""", "Unreadable", "dueOn")]
    public async Task A_decision_that_is_wrong_is_refused(string body, string rule, string field)
    {
        var (network, room) = await MakeAsync();
        (await network["Luleå", KeyPerson].Api.SendTextAsync(HttpMethod.Post, room + "/decisions", body)).ShouldBeInvalid(
            rule,
            field
        );
        (await network.InDbAsync(db => db.MeetingDecisions.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task The_page_of_decisions_keeps_what_was_typed()
    {
        var (network, room) = await MakeAsync();
        var page = Page(network, room, "/record");
        var reader = await network["Luleå", KeyPerson].ReaderAsync();
        var wrong = (
            await reader.PostAsync(
                page + "?handler=Decision",
                ("Text", "Vi mäter"),
                ("DueOn", "i morgon"),
                ("Organisation", "boden")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        wrong.Html.ShouldContain(">Vi mäter</textarea>");
        wrong.Html.ShouldContain("<option value=\"boden\" selected=\"selected\">");
        (
            await reader.PostAsync(
                page + "?handler=Decision",
                ("Text", "Vi mäter"),
                ("DueOn", "2027-05-01"),
                ("Organisation", "boden")
            )
        ).ShouldLeadTo(page + "#decisions");
        var id = await network.InDbAsync(db => db.MeetingDecisions.Select(d => d.Id).SingleAsync());
        (await reader.PostAsync(page + "?handler=Done", ("decision", $"{id}"), ("done", "true"))).ShouldLeadTo(
            page + "#decisions"
        );
        (await reader.PostAsync(page + "?handler=Strike", ("decision", $"{id}"))).ShouldLeadTo(page + "#decisions");
        (await network.InDbAsync(db => db.MeetingDecisions.CountAsync())).ShouldBe(0);
    }
}
