using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>What every act at a meeting begins with.</summary>
internal static class MeetingActs
{
    /// <summary>Why nothing may be done at it any more, whoever does it; null while something may.</summary>
    public static Refusal? WhyNotAct(this MeetingAccess access) =>
        access.Cohort.Stage.WhyNot(CohortAct.Meet) ?? access.Meeting.WhyNotPrepare();

    /// <summary>The organisation of the meeting that the caller acts for: the one she names, else her only one.</summary>
    /// <param name="access">The meeting.</param>
    /// <param name="caller">Who acts.</param>
    /// <param name="slug">The organisation's slug; null for her only one.</param>
    public static Outcome<Organisation> OwnOf(this MeetingAccess access, Caller caller, string? slug)
    {
        var own = access.Own(caller).Where(o => string.IsNullOrEmpty(slug) || o.Slug == slug).ToList();
        return own switch
        {
            [] => Refusal.Forbidden("OrganisationOnly"),
            [var only] => only,
            _ => Refusal.Invalid("WhichOrganisation", "organisation"),
        };
    }

    /// <summary>What the trail says of it: which meeting, of which group, and what was done.</summary>
    public static string Tell(this MeetingAccess access, string? detail = null)
    {
        var told =
            MeetingForm.Of(access.Meeting).Title.Sv
            + (access.Group is null ? "" : $", {access.Group.Name}")
            + (detail is null ? "" : $": {detail}");
        return told[..Math.Min(told.Length, 500)];
    }

    /// <summary>A decision as it stands; null when it is gone.</summary>
    public static async Task<object?> DecisionAsync(IMediator mediator, int meeting, int decision, CancellationToken ct) =>
        (await mediator.Send(new ViewRecord.Query(meeting), ct)).Value?.Decisions.FirstOrDefault(d => d.Id == decision);

    /// <summary>Answers a change of what has a version: needs If-Match, and tells a stale one what holds now.</summary>
    public static async Task<IResult> AnswerVersionedAsync<T>(
        HttpContext http,
        Show show,
        IMediator mediator,
        Func<int, IUse<T>> command,
        Func<T, int> version,
        Func<Task<object?>> current,
        object? given,
        CancellationToken ct
    )
    {
        if (!http.Request.HasVersion())
        {
            return HttpAnswers.VersionMissing();
        }

        var outcome = await mediator.Send(command(http.Request.ReadSharedVersion() ?? -1), ct);
        return await outcome.AnswerAsync(
            show,
            value =>
            {
                http.Response.SetVersion(version(value));
                return Results.Ok(value);
            },
            current,
            given
        );
    }
}
