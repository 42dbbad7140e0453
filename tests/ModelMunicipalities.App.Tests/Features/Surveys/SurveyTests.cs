using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Tests.Features.Surveys;

/// <summary>From the meeting that ends to the figures: who is asked, who answers what, and what is shown of it.</summary>
public class SurveyTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private Task<TestNetwork> MakeAsync() => BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs"));

    [Test]
    public async Task When_a_meeting_has_ended_those_of_its_group_are_asked_once_each_by_a_link_of_her_own()
    {
        var network = await MakeAsync();
        await network.EndMeetingAsync("Piteå");
        (await network.SendSurveysAsync()).ShouldBe(9);
        (await network.SendSurveysAsync()).ShouldBe(0, "all of the group have been asked");

        var mails = (await network.MailsAsync()).Where(m => m.Body.Contains("/surveys/", StringComparison.Ordinal)).ToList();
        mails
            .Select(m => m.To)
            .ShouldBe(
                new[] { "Piteå", "Luleå", "Boden" }.SelectMany(o => Assessment.Functions.Select(f => network[o, f].Email)),
                ignoreOrder: true
            );
        mails.Select(m => m.Body).Distinct().Count().ShouldBe(9);
        mails[0].Subject.ShouldBe("Hur var BM 1? Svara på enkäten");

        await network.EndMeetingAsync("Umeå");
        (await network.SendSurveysAsync()).ShouldBe(6, "the other group, when its own meeting has ended");
        (await network.InDbAsync(db => db.Surveys.CountAsync())).ShouldBe(1);
    }

    [Test]
    public async Task A_survey_opened_by_hand_says_who_asks_about_what_and_not_that_a_meeting_has_been()
    {
        var network = await MakeAsync();
        await network.ReadsEnglishAsync(network["Vännäs", Function.Manager]);
        (
            await network.Coordinator.Api.PostAsync(
                network.InCohort("/surveys"),
                new { form = "checklist-follow-up-1", occasion = "bm2" }
            )
        ).ShouldBeOk();
        var mails = (await network.MailsAsync()).ToLookup(m => m.To);
        var swedish = mails[network["Luleå", Function.Manager].Email].ShouldHaveSingleItem();
        swedish.Subject.ShouldBe("Checklistan igen: en enkät om BM 2");
        swedish.Body.ShouldContain($"Samordnaren i {network.Network.Name} frågar alla i omgång {network.Cohort.Name} om BM 2.");
        swedish.Body.ShouldNotContain("har varit");
        mails[network["Vännäs", Function.Manager].Email]
            .ShouldHaveSingleItem()
            .Subject.ShouldBe("The checklist again: a survey about BM 2");
    }

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

    [Test]
    public async Task Figures_are_shown_once_it_has_closed_and_texts_to_the_coordinator_alone()
    {
        var network = await MakeAsync();
        var survey = await network.SurveyAsync("Piteå");
        var people = new[] { "Luleå", "Boden" }.SelectMany(o => Assessment.Functions.Select(f => network[o, f])).ToList();
        foreach (var (i, member) in people.Index())
        {
            var token = await network.SurveyTokenAsync(member);
            (
                await Guest.PutAsync(
                    $"/api/v1/surveys/{token}",
                    new
                    {
                        answers = new object[]
                        {
                            new { question = "meeting", values = new[] { i < 3 ? 3 : 4 } },
                            new { question = "next-time", text = $"Mer tid {i}" },
                        },
                        send = true,
                    }
                )
            ).ShouldBeOk();
        }

        (await network.Observer.Api.GetAsync(network.AtSurvey(survey, "/results"))).ShouldBeOk()["questions"]!
            .AsArray()
            .ShouldBeEmpty("it is open");
        await network.CloseAsync(survey);
        foreach (var reader in new[] { network.Coordinator, network.Observer, network["Vännäs", Function.Politician] })
        {
            var figure = await network.FigureAsync(reader, survey);
            (figure["n"]!.GetValue<int>(), figure["mean"]!.GetValue<double>()).ShouldBe((6, 3.5));
            figure["functions"]!.AsArray().ShouldBeEmpty("two of each are too few");
            (await network.FigureAsync(reader, survey, "use"))["suppressed"]!.GetValue<bool>().ShouldBeTrue();
            var results = (await reader.Api.GetAsync(network.AtSurvey(survey, "/results"))).ShouldBeOk();
            (results["texts"] is null).ShouldBe(reader != network.Coordinator);
            var page = (await (await reader.ReaderAsync()).GetAsync(network.CohortPage($"/surveys/{survey}"))).ShouldBeOk();
            page.Heading.ShouldBe("6 av 9 svarade om BM 1 – träffen får 3,5 av 4");
            page.Html.ShouldContain("om BM&nbsp;1 –", Case.Sensitive, "no line ends between the two");
            page.Text.Contains("Mer tid 0", StringComparison.Ordinal).ShouldBe(reader == network.Coordinator);
        }

        var texts = (await network.Coordinator.Api.GetAsync(network.AtSurvey(survey, "/results")))["texts"]!.AsArray();
        (
            await network.Coordinator.Api.PostAsync(
                network.AtSurvey(survey, "/themes"),
                new { question = "next-time", name = "Tid" }
            )
        ).ShouldBeOk();
        (
            await network.Coordinator.Api.PostAsync(
                network.AtSurvey(survey, "/themes"),
                new { question = "next-time", name = "Tid" }
            )
        ).ShouldBeInvalid("SurveyThemeThere", "name");
        var theme = await network.InDbAsync(db => db.SurveyThemes.Select(t => t.Id).SingleAsync());
        foreach (var text in texts.Take(4))
        {
            (
                await network.Coordinator.Api.PutAsync(network.AtSurvey(survey, $"/texts/{text!["id"]}"), new { theme })
            ).ShouldBeOk();
        }

        (await network.Observer.Api.GetAsync(network.AtSurvey(survey, "/results")))["themes"]!
            .AsArray()
            .ShouldBeEmpty("four are too few");
        (
            await network.Coordinator.Api.PutAsync(network.AtSurvey(survey, $"/texts/{texts[4]!["id"]}"), new { theme })
        ).ShouldBeOk();
        (
            await network.Coordinator.Api.PutAsync(network.AtSurvey(survey, $"/themes/{theme}"), new { name = "Mer tid" })
        ).ShouldBeOk();
        var shown = (await network.Observer.Api.GetAsync(network.AtSurvey(survey, "/results")))["themes"]!.AsArray().Single()!;
        (shown["name"]!.ToString(), shown["count"]!.GetValue<int>()).ShouldBe(("Mer tid", 5));

        var file = await network.Observer.Api.GetAsync(network.AtSurvey(survey, "/results.csv"));
        file.ShouldBeOk().Text.ShouldContain("Hur bra var träffen som helhet?");
        file.Text.ShouldNotContain("Mer tid 0");
    }

    [Test]
    public async Task Opening_again_and_closing_with_one_answer_more_tells_nothing_of_that_answer()
    {
        var network = await MakeAsync();
        var survey = await network.SurveyAsync("Piteå");
        foreach (var member in new[] { "Luleå", "Boden" }.SelectMany(o => Assessment.Functions.Select(f => network[o, f])))
        {
            (await network.RespondAsync(member, true, ("meeting", 3))).ShouldBeOk();
        }

        await network.CloseAsync(survey);
        var before = (await network.FigureAsync(network.Observer, survey)).ToJsonString();
        await network.ReopenAsync(survey);
        (await network.RespondAsync(network["Piteå", Function.Politician], true, ("meeting", 1))).ShouldBeOk();
        await network.CloseAsync(survey);
        (await network.FigureAsync(network.Observer, survey)).ToJsonString().ShouldBe(before);
        var stale = await network.Coordinator.Api.PutAsync(
            network.AtSurvey(survey, "/closing"),
            new { closesAt = DateTimeOffset.UtcNow.AddDays(1), version = 0 }
        );
        stale.ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
    }

    [Test]
    public async Task A_survey_that_closes_by_itself_is_counted_by_the_job()
    {
        var network = await MakeAsync();
        var survey = await network.SurveyAsync("Piteå");
        foreach (var member in new[] { "Luleå", "Boden" }.SelectMany(o => Assessment.Functions.Select(f => network[o, f])))
        {
            (await network.RespondAsync(member, true, ("meeting", 3))).ShouldBeOk();
        }

        await network.ChangeAsync(async db => (await db.Surveys.SingleAsync()).ClosesAt = DateTimeOffset.UtcNow.AddMinutes(-1));
        (await network.Observer.Api.GetAsync(network.AtSurvey(survey, "/results"))).ShouldBeOk()["questions"]!
            .AsArray()
            .ShouldBeEmpty();
        (await network.SendSurveysAsync()).ShouldBe(1);
        (await network.FigureAsync(network.Observer, survey))["n"]!.GetValue<int>().ShouldBe(6);
        (await network.SendSurveysAsync()).ShouldBe(0);
    }

    [Test]
    public async Task Who_has_not_answered_sees_it_on_her_first_page_and_in_her_list_and_nobody_else_does()
    {
        var network = await MakeAsync();
        await network.SurveyAsync("Piteå");
        var she = network["Luleå", Function.KeyPerson];
        var token = (await she.Api.GetAsync(network.InNetwork("/surveys"))).ShouldBeOk()["items"]!.AsArray().Single()![
            "token"
        ]!.ToString();
        (await Guest.GetAsync($"/api/v1/surveys/{token}")).ShouldBeOk()["name"]!.ToString().ShouldBe(she.Name);
        (await (await she.ReaderAsync()).GetAsync(network.PageOf("Luleå")))
            .ShouldBeOk()
            .Text.ShouldContain("En enkät om BM 1 väntar på ditt svar");
        (await network["Vännäs", Function.KeyPerson].Api.GetAsync(network.InNetwork("/surveys"))).ShouldBeOk()["items"]!
            .AsArray()
            .ShouldBeEmpty();
        (await network.RespondAsync(she, true, ("meeting", 3))).ShouldBeOk();
        (await she.Api.GetAsync(network.InNetwork("/surveys"))).ShouldBeOk()["items"]!.AsArray().ShouldBeEmpty();
        (await (await she.ReaderAsync()).GetAsync(network.PageOf("Luleå")))
            .ShouldBeOk()
            .Text.ShouldNotContain("väntar på ditt svar");
    }

    [Test]
    public async Task Only_those_who_have_sent_nothing_are_reminded_by_the_link_that_they_have()
    {
        var network = await MakeAsync();
        await network.OnlyAsync(Domain.Reminders.ReminderReason.SurveyUnanswered);
        await network.SurveyAsync("Piteå");
        await network.ChangeAsync(async db => (await db.Surveys.SingleAsync()).ClosesAt = Reminding.Local("2031-03-20 16:00"));
        (await network.RespondAsync(network["Luleå", Function.Manager], true, ("meeting", 4))).ShouldBeOk();
        (await network.RespondAsync(network["Luleå", Function.KeyPerson], false, ("meeting", 4))).ShouldBeOk();
        var mails = await network.RemindedAsync("2031-03-13 10:00");
        mails.Count.ShouldBe(8);
        mails.ShouldNotContain(m => m.To == network["Luleå", Function.Manager].Email);
        mails.ShouldContain(m => m.To == network["Luleå", Function.KeyPerson].Email, "a draft is no answer");
        (
            await Guest.GetAsync($"/api/v1/surveys/{await network.SurveyTokenAsync(network["Boden", Function.Manager])}")
        ).ShouldBeOk()["name"]!
            .ToString()
            .ShouldBe(network["Boden", Function.Manager].Name);
        (await network.RemindedAsync("2031-03-13 11:00")).ShouldBeEmpty("once a window");
    }
}
