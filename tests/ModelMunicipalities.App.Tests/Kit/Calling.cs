using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Meetings over the API, as far as a test needs them called before it begins.</summary>
internal static class Calling
{
    /// <summary>Noon of a day some weeks ahead.</summary>
    public static DateTimeOffset Soon { get; } =
        new DateTimeOffset(DateTimeOffset.UtcNow.UtcDateTime.Date, TimeSpan.Zero).AddDays(40).AddHours(12);

    public static string AtMeeting(this TestNetwork network, int id, string path = "") =>
        network.InNetwork($"/meetings/{id}{path}");

    public static string MeetingPage(this TestNetwork network, int id, string path = "") => network.Page($"/meetings/{id}{path}");

    public static Task<Meeting> MeetingAsync(this TestNetwork network, int id) =>
        network.InDbAsync(db => db.Meetings.SingleAsync(m => m.Id == id));

    /// <summary>A group's meeting, confirmed as the network was made.</summary>
    public static Task<int> MeetingOfAsync(this TestNetwork network, string group, string form) =>
        network.InDbAsync(db =>
            db.Meetings.Where(m => m.Form == form && db.Groups.Any(g => g.Id == m.GroupId && g.Name == group))
                .Select(m => m.Id)
                .SingleAsync()
        );

    /// <summary>The same with nothing decided, hosted by an organisation.</summary>
    public static async Task<int> PlannedAsync(this TestNetwork network, string group, string form = "bm1", string? host = null)
    {
        var id = await network.MeetingOfAsync(group, form);
        await network.ChangeAsync(async db =>
        {
            var meeting = await db.Meetings.SingleAsync(m => m.Id == id);
            (meeting.Status, meeting.StartsAt, meeting.EndsAt, meeting.Mode, meeting.Place, meeting.HostId) = (
                MeetingStatus.Planned,
                null,
                null,
                null,
                null,
                host is null ? null : network[host].Id
            );
        });
        return id;
    }

    /// <summary>A meeting of the whole cohort.</summary>
    public static async Task<int> WholeAsync(this TestNetwork network, MeetingStatus status = MeetingStatus.Planned)
    {
        var meeting = new Meeting
        {
            CohortId = network.Cohort.Id,
            Form = "keyPersonsDay",
            WindowFrom = Soon,
            WindowTo = Soon.AddHours(4),
            StartsAt = Soon,
            EndsAt = Soon.AddHours(4),
            Status = status,
        };
        await network.ChangeAsync(db =>
        {
            db.Meetings.Add(meeting);
            return Task.CompletedTask;
        });
        return meeting.Id;
    }

    /// <summary>A poll of a meeting with times; their ids.</summary>
    public static async Task<int[]> PollAsync(this TestNetwork network, int meeting, params DateTimeOffset[] starts)
    {
        var poll = new Poll
        {
            MeetingId = meeting,
            DeadlineAt = DateTimeOffset.UtcNow.AddDays(3),
            OpenedAt = DateTimeOffset.UtcNow,
            OpenedBy = network.Coordinator.Id,
            Version = 1,
        };
        poll.Slots.AddRange(starts.Select(s => new PollSlot { StartsAt = s, EndsAt = s.AddHours(2) }));
        await network.ChangeAsync(db =>
        {
            db.Polls.Add(poll);
            return Task.CompletedTask;
        });
        return [.. poll.Slots.Select(s => s.Id)];
    }

    public static async Task<int> ToolAsync(this TestNetwork network, string name, InformationClass allows, bool refuses = false)
    {
        var tool = new MeetingTool { Name = name, Allows = allows };
        await network.ChangeAsync(async db =>
        {
            db.MeetingTools.Add(tool);
            if (await db.MeetingSettings.SingleOrDefaultAsync() is not { } settings)
            {
                db.MeetingSettings.Add(settings = new MeetingSettings());
            }

            settings.RefusesUnfitTools = refuses;
        });
        return tool.Id;
    }

    /// <summary>A digital meeting of three hours.</summary>
    public static JsonObject Digital(DateTimeOffset? starts = null) =>
        new()
        {
            ["startsAt"] = starts ?? Soon,
            ["endsAt"] = (starts ?? Soon).AddHours(3),
            ["mode"] = "digital",
            ["link"] = "https://video.example/rum/åäö?x=1",
            ["shown"] = "internal",
        };

    /// <summary>One at a place.</summary>
    public static JsonObject Physical(DateTimeOffset? starts = null) =>
        new()
        {
            ["startsAt"] = starts ?? Soon,
            ["endsAt"] = (starts ?? Soon).AddHours(3),
            ["mode"] = "physical",
            ["place"] = "Stadshuset i Luleå, plan 2",
            ["accessibility"] = "Hiss; ring på klockan",
            ["hasHearingLoop"] = true,
        };

    public static JsonObject With(this JsonObject body, string field, object? value)
    {
        body[field] = value is null ? null : JsonValue.Create(value);
        return body;
    }

    /// <summary>Calls, based on the version that holds now unless another is given.</summary>
    public static async Task<Reply> CallAsync(this TestNetwork network, Member by, int id, JsonObject body, int? version = null)
    {
        var basedOn = version ?? (await network.MeetingAsync(id)).Version;
        return await by.Api.PutAsync(
            network.AtMeeting(id, "/call"),
            body,
            $"\"{basedOn.ToString(CultureInfo.InvariantCulture)}\""
        );
    }

    public static async Task<Reply> CancelAsync(this TestNetwork network, Member by, int id, string? reason, int? version = null)
    {
        var basedOn = version ?? (await network.MeetingAsync(id)).Version;
        return await by.Api.SendAsync(
            HttpMethod.Post,
            network.AtMeeting(id, "/cancellation"),
            JsonContent.Create(new { reason }),
            r => r.Headers.TryAddWithoutValidation("If-Match", $"\"{basedOn}\"")
        );
    }

    /// <summary>Makes somebody a calendar address; the path of it.</summary>
    public static async Task<string> CalendarAsync(this TestNetwork network, Member member) =>
        new Uri(
            (await member.Api.PostAsync(network.InNetwork("/calendar"))).ShouldBe(HttpStatusCode.Created)["address"]!.ToString()
        ).AbsolutePath;
}
