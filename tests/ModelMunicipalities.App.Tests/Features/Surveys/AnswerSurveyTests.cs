using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Tests.Features.Surveys;

public class AnswerSurveyTests(DatabaseProvider provider) : SurveyTest(provider)
{
    [Test]
    public async Task Nothing_saved_joins_a_person_to_her_answers()
    {
        var network = await MakeAsync();
        var survey = await network.SurveyAsync("Piteå");
        (await network.RespondAsync(network["Luleå", Function.Manager], true, ("meeting", 4))).ShouldBeOk();

        await using var db = Contexts.Sqlite();
        var response = db.Model.FindEntityType(typeof(SurveyResponse))!;
        response
            .GetForeignKeys()
            .Select(f => f.PrincipalEntityType.ClrType.Name)
            .ShouldBe(["Survey", "Network"], ignoreOrder: true);
        response
            .GetProperties()
            .Select(p => p.Name)
            .ShouldBe(
                ["Id", "NetworkId", "SurveyId", "Pseudonym", "Function", "IsSent", "Answers", "Counted", "Stamp"],
                ignoreOrder: true
            );
        response.GetProperties().ShouldAllBe(p => p.ClrType != typeof(DateTimeOffset));
        db.Model.FindEntityType(typeof(SurveyInvitee))!
            .GetProperties()
            .ShouldAllBe(p => p.ClrType != typeof(Guid) && !p.Name.Contains("Response", StringComparison.Ordinal));

        var responses = await network.ResponsesAsync(survey);
        responses.Count.ShouldBe(9, "one for each who was asked, made beforehand");
        responses.Count(r => r.IsSent).ShouldBe(1);
        (
            await network.InDbAsync(x => x.SurveyInvitees.Where(i => i.RespondedAt != null).Select(i => i.PersonId).SingleAsync())
        ).ShouldBe(network["Luleå", Function.Manager].Id);
        (
            await network.InDbAsync(x => x.AuditEntries.CountAsync(a => a.PersonId == network["Luleå", Function.Manager].Id))
        ).ShouldBe(0);
    }

    [Test]
    public async Task A_person_is_the_same_pseudonym_in_a_series_and_another_in_every_other()
    {
        var network = await MakeAsync();
        var first = await network.SurveyAsync("Piteå");
        var second = await network.SurveyAsync("Piteå", "bm2");
        (
            await network.Coordinator.Api.PostAsync(
                network.InCohort("/surveys"),
                new { form = "checklist-follow-up-1", occasion = "bm1" }
            )
        ).ShouldBeOk()["asked"]!
            .GetValue<int>()
            .ShouldBe(15);
        var other = await network.InDbAsync(db =>
            db.Surveys.Where(s => s.Id != first && s.Id != second).Select(s => s.Id).SingleAsync()
        );
        var pseudonyms = await Task.WhenAll(
            new[] { first, second, other }.Select(async s =>
                (await network.ResponsesAsync(s)).Select(r => r.Pseudonym).ToHashSet()
            )
        );
        pseudonyms[0].SetEquals(pseudonyms[1]).ShouldBeTrue();
        pseudonyms[0].Overlaps(pseudonyms[2]).ShouldBeFalse();
    }

    [Test]
    public async Task A_draft_is_kept_and_counts_nowhere_until_it_is_sent_and_can_be_changed_until_it_closes()
    {
        var network = await MakeAsync();
        var survey = await network.SurveyAsync("Piteå");
        var she = network["Luleå", Function.KeyPerson];
        (await network.RespondAsync(she, false, ("meeting", 2))).ShouldBeOk()["isSent"]!.GetValue<bool>().ShouldBeFalse();
        (await network.InDbAsync(db => db.SurveyInvitees.CountAsync(i => i.RespondedAt != null))).ShouldBe(0);

        var token = await network.SurveyTokenAsync(she);
        var guest = new Reader(Server);
        var page = (await guest.GetAsync($"/surveys/{token}")).ShouldBeOk();
        page.Heading.ShouldBe("Hur var BM 1, och hur går det hemma?");
        page.Html.ShouldContain("name=\"q-meeting\" value=\"2\" checked");
        page.Html.ShouldNotContain(network["Luleå", Function.Manager].Name);

        (
            await guest.PostAsync(
                $"/surveys/{token}",
                ("q-meeting", "3"),
                ("q-best", "1"),
                ("q-best", "4"),
                ("q-next-time", "<script>alert('å')</script>")
            )
        ).ShouldLeadTo($"/surveys/{token}");
        var thanks = (await guest.GetAsync($"/surveys/{token}")).ShouldBeOk();
        thanks.Heading.ShouldBe("Tack, dina svar om BM 1 har kommit fram");
        thanks.Html.ShouldNotContain("<script>alert");
        (await guest.PostAsync($"/surveys/{token}", ("q-meeting", "4"))).ShouldLeadTo($"/surveys/{token}");
        var response = (await network.ResponsesAsync(survey)).Single(r => r.Answers.Count > 0);
        (response.IsSent, response.Answers.Single().Values.Single()).ShouldBe((true, 4));

        await network.CloseAsync(survey);
        (await guest.GetAsync($"/surveys/{token}")).ShouldBeOk().Heading.ShouldBe("Enkäten om BM 1 har stängt");
        (await network.RespondAsync(she, true, ("meeting", 1))).ShouldBeRefused(HttpStatusCode.Conflict, "SurveyClosed");
        (await guest.PostAsync($"/surveys/{token}", ("q-meeting", "1"))).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Test]
    public async Task What_cannot_be_taken_is_told_beside_its_question_and_what_was_typed_stays()
    {
        var network = await MakeAsync();
        await network.SurveyAsync("Piteå");
        var token = await network.SurveyTokenAsync(network["Luleå", Function.KeyPerson]);
        var guest = new Reader(Server);
        var refused = (
            await guest.PostAsync($"/surveys/{token}", ("q-meeting", "9"), ("q-talk", "2"), ("q-better", new string('å', 2001)))
        ).ShouldBe(HttpStatusCode.BadRequest);
        refused.Html.ShouldContain("#q-meeting");
        refused.Html.ShouldContain("#q-better");
        refused.Html.ShouldContain("name=\"q-talk\" value=\"2\" checked");
        refused.Text.ShouldContain(new string('å', 2001));
        (await guest.PostAsync($"/surveys/{token}", ("q-meeting", "")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Text.ShouldContain("Svara på minst en fråga");
        (await Guest.PutAsync($"/api/v1/surveys/{token}", Surveying.Answers(true, ("nothing", 1)))).ShouldBeInvalid(
            "SurveyQuestionUnknown",
            "nothing"
        );
        (
            await Guest.PutAsync($"/api/v1/surveys/{token}", Surveying.Answers(true, ("meeting", 1), ("meeting", 2)))
        ).ShouldBeInvalid("SurveyChoiceUnknown", "meeting");
        (await Guest.PutAsync($"/api/v1/surveys/{token}", new { answers = new object?[] { null }, send = true })).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Test]
    public async Task A_link_that_was_tampered_with_leads_nowhere()
    {
        var network = await MakeAsync();
        await network.SurveyAsync("Piteå");
        var token = await network.SurveyTokenAsync(network["Luleå", Function.KeyPerson]);
        foreach (var wrong in new[] { token[..^4] + "AAAA", "x", "%F0%9F", token + token })
        {
            (await Guest.GetAsync($"/api/v1/surveys/{wrong}")).ShouldBeRefused(HttpStatusCode.NotFound, "SurveyLinkUnknown");
            (await new Reader(Server).GetAsync($"/surveys/{wrong}"))
                .ShouldBe(HttpStatusCode.NotFound)
                .Text.ShouldContain("Länken leder inte till någon enkät");
        }
    }

    [Test]
    public async Task Sending_many_times_at_once_leaves_one_response()
    {
        var network = await MakeAsync();
        var survey = await network.SurveyAsync("Piteå");
        var token = await network.SurveyTokenAsync(network["Luleå", Function.KeyPerson]);
        var replies = await Task.WhenAll(
            Enumerable
                .Range(1, 6)
                .Select(i => Guest.PutAsync($"/api/v1/surveys/{token}", Surveying.Answers(true, ("meeting", 1 + (i % 4)))))
        );
        replies.ShouldContain(r => r.Status == HttpStatusCode.OK);
        replies.ShouldAllBe(r => r.Status == HttpStatusCode.OK || r.Status == HttpStatusCode.Conflict);
        (await network.ResponsesAsync(survey)).Count(r => r.IsSent).ShouldBe(1);
        (await network.ResponsesAsync(survey)).Count.ShouldBe(9);
    }
}
