using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Meetings;
using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class AskQuestionTests(DatabaseProvider provider) : PreparationTest(provider)
{
    [Test]
    public async Task A_question_is_there_once_is_shown_as_text_and_is_its_organisations_to_take_back()
    {
        var (network, room) = await MakeAsync();
        var own = network["Luleå", Politician].Api;
        var asked = (await own.PostAsync(room.Path + "/questions", new { text = $" {Hostile} " })).ShouldBe(
            HttpStatusCode.Created
        );
        (await own.PostAsync(room.Path + "/questions", new { text = Hostile })).ShouldBe(HttpStatusCode.Created)["id"]!
            .GetValue<int>()
            .ShouldBe(asked["id"]!.GetValue<int>());
        var question = $"{room.Path}/questions/{asked["id"]}";
        foreach (var path in new[] { room.Page, room.Page + "/pack" })
        {
            var page = (await (await network["Boden", KeyPerson].ReaderAsync()).GetAsync(path)).ShouldBeOk();
            page.Html.ShouldNotContain(Hostile);
            page.Text.ShouldContain(Hostile);
        }

        (await network["Boden", KeyPerson].Api.DeleteAsync(question)).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "OrganisationOnly"
        );
        (await network.Coordinator.Api.DeleteAsync(question)).ShouldBeRefused(HttpStatusCode.Forbidden, "OrganisationOnly");
        (await network["Luleå", KeyPerson].Api.DeleteAsync(question)).ShouldBe(HttpStatusCode.NoContent);
        (await network["Luleå", KeyPerson].Api.DeleteAsync(question)).ShouldBeRefused(HttpStatusCode.NotFound, "NotFound");
        (await network.TrailAsync("QuestionAsked")).ShouldHaveSingleItem();
        (await network.TrailAsync("QuestionRemoved")).ShouldHaveSingleItem();
    }

    [TestCase("")]
    [TestCase("  ")]
    [TestCase(null)]
    [TestCase("a\0b")]
    public async Task A_question_that_is_none_is_refused(string? text)
    {
        var (network, room) = await MakeAsync();
        (await network["Luleå", KeyPerson].Api.PostAsync(room.Path + "/questions", new { text })).ShouldBeInvalid(
            "QuestionMissing",
            "text"
        );
        (
            await network["Luleå", KeyPerson].Api.PostAsync(room.Path + "/questions", new { text = new string('f', 501) })
        ).ShouldBeInvalid("QuestionMissing", "text");
        (await network.InDbAsync(db => db.MeetingQuestions.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task An_organisation_brings_ten_questions_however_many_ask_at_once()
    {
        var (network, room) = await MakeAsync();
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 14)
                .Select(i =>
                    network["Luleå", Assessment.Functions[i % 3]]
                        .Api.PostAsync(room.Path + "/questions", new { text = $"Fråga {i}" })
                )
        );
        replies.Count(r => r.Status == HttpStatusCode.Created).ShouldBe(MeetingQuestion.Most);
        replies
            .Where(r => r.Status != HttpStatusCode.Created)
            .ShouldAllBe(r => r["type"]!.ToString() == "urn:modellkommuner:TooManyQuestions");
    }
}
