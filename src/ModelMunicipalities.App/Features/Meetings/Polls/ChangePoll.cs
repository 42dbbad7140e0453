using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Moves the deadline of a poll, adds times and takes some away. Those who are asked are told when there are new times to answer.
/// </summary>
public static class ChangePoll
{
    /// <param name="Id">The meeting.</param>
    /// <param name="Slots">All the times that there are to be; one that was there keeps its answers.</param>
    /// <param name="Deadline">By when answers are asked for.</param>
    /// <param name="Version">The version that the change is based on.</param>
    public sealed record Command(int Id, IReadOnlyList<ProposedTime> Slots, DateTimeOffset? Deadline, int Version)
        : IUse<ViewPoll.View>,
            IRequireMeetingPlanner,
            IAlone;

    internal sealed class Handler(
        AppDb db,
        MeetingPlannerGuard guard,
        Caller caller,
        Letters letters,
        IMediator mediator,
        TimeProvider time
    ) : IRequestHandler<Command, Outcome<ViewPoll.View>>
    {
        public async Task<Outcome<ViewPoll.View>> Handle(Command request, CancellationToken ct)
        {
            var sheet = await PollSheet.LoadAsync(db, guard.For(request), ct);
            if (WhyNot(sheet) is { } refusal)
            {
                return refusal;
            }

            if (sheet.Poll!.Version != request.Version)
            {
                return Refusal.Conflict("Stale");
            }

            var now = time.GetUtcNow();
            var (added, wrong) = sheet.Poll.Change(request.Slots, request.Deadline, now);
            if (wrong.Count > 0)
            {
                return wrong.ToList();
            }

            if (added.Count > 0)
            {
                foreach (var (_, person) in sheet.Asked().ToList())
                {
                    sheet.Ask(letters, caller, person, added.ToList(), PollSheet.Letter.Times);
                }
            }

            db.Trail("PollChanged", now, detail: sheet.Name);
            await db.SaveChangesAsync(ct);
            await db.Database.CommitTransactionAsync(ct);
            db.ChangeTracker.Clear();
            return await mediator.Send(new ViewPoll.Query(request.Id), ct);
        }
    }

    /// <summary>Why the caller may not change what the poll is; null when she may.</summary>
    internal static Refusal? WhyNot(PollSheet sheet) =>
        sheet.Access.Cohort.Stage.WhyNot(CohortAct.Meet) ?? (sheet.Poll is null ? PollSheet.NoPoll : null);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPut(
                "/meetings/{id:int}/poll",
                async (int id, OpenPoll.Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                {
                    if (!http.Request.HasVersion())
                    {
                        return HttpAnswers.VersionMissing();
                    }

                    var outcome = await mediator.Send(
                        new Command(id, body.Times, body.Deadline, http.Request.ReadSharedVersion() ?? -1),
                        ct
                    );
                    return await outcome.AnswerAsync(
                        show,
                        view => view.WithVersion(http),
                        async () => (await mediator.Send(new ViewPoll.Query(id), ct)).Value,
                        body
                    );
                }
            )
            .WithTags("Meetings")
            .WithSummary(
                "Sets times and deadline of a poll anew; times that stay keep their answers. Needs If-Match; an older version is answered 409 with both. For those who plan the meeting."
            )
            .Produces<ViewPoll.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}
