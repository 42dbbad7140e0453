using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Meetings whose time is not decided, and polls about it, as far as a test needs them done before it begins.</summary>
internal static class Polling
{
    /// <summary>Makes the second benchmarking meeting of an organisation's group one without a time; its identity.</summary>
    public static async Task<int> PlannedMeetingAsync(this TestNetwork network, string organisation, string form = "bm2")
    {
        var id = 0;
        await network.ChangeAsync(async db =>
        {
            var group = (await db.Participations.SingleAsync(p => p.OrganisationId == network[organisation].Id)).GroupId;
            var meeting = await db.Meetings.SingleAsync(m => m.GroupId == group && m.Form == form);
            (meeting.Status, meeting.StartsAt, meeting.EndsAt, meeting.Mode, meeting.Place) = (
                MeetingStatus.Planned,
                null,
                null,
                null,
                null
            );
            id = meeting.Id;
        });
        return id;
    }

    /// <summary>Midday on a day so many days ahead.</summary>
    public static DateTimeOffset InDays(int days) => new(DateTimeOffset.UtcNow.Date.AddDays(days).AddHours(12), TimeSpan.Zero);

    /// <summary>A body with a time of three hours on each of these days ahead.</summary>
    public static object Times(int deadline, params int[] days) =>
        new
        {
            slots = days.Select(d => new { startsAt = InDays(d), endsAt = InDays(d).AddHours(3) }),
            deadline = InDays(deadline),
        };

    /// <summary>
    /// Asks about a time on each of three days, as the key person of an organisation; the times' identities in order.
    /// </summary>
    public static async Task<int[]> OpenPollAsync(this TestNetwork network, int id, string organisation)
    {
        var reply = (
            await network[organisation, Function.KeyPerson].Api.PostAsync(network.AtMeeting(id, "/poll"), Times(5, 30, 31, 32))
        ).ShouldBeOk();
        return
        [
            .. reply["slots"]!
                .AsArray()
                .OrderBy(s => s!["startsAt"]!.GetValue<DateTimeOffset>())
                .Select(s => s!["id"]!.GetValue<int>()),
        ];
    }

    /// <summary>Answers the times in order: y yes, i if need be, n no, - nothing.</summary>
    public static Task<Reply> AnswerAsync(this TestNetwork network, Member member, int id, int[] slots, string letters) =>
        member.Api.PutAsync(network.AtMeeting(id, "/poll/answers"), Said(slots, letters));

    public static object Said(int[] slots, string letters) =>
        new
        {
            answers = slots
                .Zip(letters)
                .Where(a => a.Second != '-')
                .Select(a => new
                {
                    slot = a.First,
                    reply = a.Second switch
                    {
                        'y' => "yes",
                        'i' => "ifNeedBe",
                        _ => "no",
                    },
                }),
        };

    /// <summary>The secret in the newest mail to somebody.</summary>
    public static async Task<string> PollTokenAsync(this TestNetwork network, Member member) =>
        Regex.Match((await network.MailsAsync()).Last(m => m.To == member.Email).Body, "/polls/([A-Za-z0-9_-]+)").Groups[1].Value;

    /// <summary>The poll has passed its deadline, though it was set ahead.</summary>
    public static Task PassDeadlineAsync(this TestNetwork network) =>
        network.ChangeAsync(async db => (await db.Polls.SingleAsync()).DeadlineAt = DateTimeOffset.UtcNow.AddMinutes(-1));
}
