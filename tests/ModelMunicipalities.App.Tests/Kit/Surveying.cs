using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Surveys, as far as a test needs them sent and answered before it begins.</summary>
internal static class Surveying
{
    /// <summary>Lets a group's meeting have ended an hour ago.</summary>
    public static async Task EndMeetingAsync(this TestNetwork network, string group, string form = "bm1")
    {
        var id = await network.MeetingOfAsync(group, form);
        await network.ChangeAsync(async db =>
        {
            var meeting = await db.Meetings.SingleAsync(m => m.Id == id);
            (meeting.StartsAt, meeting.EndsAt) = (DateTimeOffset.UtcNow.AddHours(-4), DateTimeOffset.UtcNow.AddHours(-1));
        });
    }

    /// <summary>Lets the job run; how many it asked and counted.</summary>
    public static async Task<int> SendSurveysAsync(this TestNetwork network) =>
        (await network.AsJobAsync(new SendSurveys.Command())).Value;

    /// <summary>Ends a group's meeting and sends its survey; the survey.</summary>
    public static async Task<int> SurveyAsync(this TestNetwork network, string group, string form = "bm1")
    {
        await network.EndMeetingAsync(group, form);
        await network.SendSurveysAsync();
        return await network.InDbAsync(db =>
            db.Surveys.Where(s => db.Occasions.Any(o => o.Id == s.OccasionId && o.Key == form)).Select(s => s.Id).SingleAsync()
        );
    }

    public static string AtSurvey(this TestNetwork network, int id, string path) => network.InCohort($"/surveys/{id}{path}");

    /// <summary>The secret in the newest mail about a survey to somebody.</summary>
    public static async Task<string> SurveyTokenAsync(this TestNetwork network, Member member) =>
        (await network.MailsAsync())
            .Where(m => m.To == member.Email)
            .Select(m => Regex.Match(m.Body, "/surveys/([A-Za-z0-9_-]+)"))
            .Last(m => m.Success)
            .Groups[1]
            .Value;

    public static object Answers(bool send, params (string Question, int Value)[] values) =>
        new { answers = values.Select(v => new { question = v.Question, values = new[] { v.Value } }), send };

    /// <summary>Answers as somebody does by her link.</summary>
    public static async Task<Reply> RespondAsync(
        this TestNetwork network,
        Member member,
        bool send,
        params (string Question, int Value)[] values
    ) =>
        await new Api(network.Server).PutAsync(
            $"/api/v1/surveys/{await network.SurveyTokenAsync(member)}",
            Answers(send, values)
        );

    /// <summary>Lets everybody of some organisations answer how good the meeting was, and closes the survey.</summary>
    public static async Task CloseAsync(this TestNetwork network, int survey)
    {
        var version = await network.InDbAsync(db => db.Surveys.Where(s => s.Id == survey).Select(s => s.Version).SingleAsync());
        (await network.Coordinator.Api.PutAsync(network.AtSurvey(survey, "/closing"), new { version })).ShouldBeOk();
    }

    /// <summary>Opens it again for a week.</summary>
    public static async Task ReopenAsync(this TestNetwork network, int survey)
    {
        var version = await network.InDbAsync(db => db.Surveys.Where(s => s.Id == survey).Select(s => s.Version).SingleAsync());
        (
            await network.Coordinator.Api.PutAsync(
                network.AtSurvey(survey, "/closing"),
                new { closesAt = DateTimeOffset.UtcNow.AddDays(7), version }
            )
        ).ShouldBeOk();
    }

    /// <summary>What the results say of a question.</summary>
    public static async Task<JsonNode> FigureAsync(
        this TestNetwork network,
        Member reader,
        int survey,
        string question = "meeting"
    ) =>
        (await reader.Api.GetAsync(network.AtSurvey(survey, "/results"))).ShouldBeOk()["questions"]!
            .AsArray()
            .Single(q => q!["key"]!.ToString() == question)!;

    public static Task<List<SurveyResponse>> ResponsesAsync(this TestNetwork network, int survey) =>
        network.InDbAsync(db => db.SurveyResponses.Where(r => r.SurveyId == survey).ToListAsync());

    /// <summary>A survey of the group of Luleå that one of five has written in, closed, with a theme.</summary>
    public static async Task<int> WrittenSurveyAsync(this TestNetwork network)
    {
        var group = await network.InDbAsync(db => db.Groups.OrderBy(g => g.Id).Select(g => g.Name).FirstAsync());
        var survey = await network.SurveyAsync(group, "startup");
        foreach (
            var (i, member) in (
                await network.InDbAsync(db => db.SurveyInvitees.OrderBy(i => i.Id).Select(i => i.PersonId).Take(5).ToListAsync())
            ).Index()
        )
        {
            object answer =
                i == 0 ? new { question = "next-time", text = "Mer tid" } : new { question = "meeting", values = new[] { 3 } };
            (
                await new Api(network.Server).PutAsync(
                    $"/api/v1/surveys/{await network.SurveyTokenAsync(network.People.First(p => p.Id == member))}",
                    new { answers = new[] { answer }, send = true }
                )
            ).ShouldBeOk();
        }

        await network.CloseAsync(survey);
        (
            await network.Coordinator.Api.PostAsync(
                network.AtSurvey(survey, "/themes"),
                new { question = "next-time", name = "Tid" }
            )
        ).ShouldBeOk();
        return survey;
    }

    /// <summary>What was written, by its identity.</summary>
    public static async Task<Guid> SomeTextAsync(this TestNetwork network) =>
        (await network.InDbAsync(db => db.SurveyResponses.ToListAsync()))
            .SelectMany(r => r.Counted)
            .First(a => a.Text is not null)
            .Id;
}
