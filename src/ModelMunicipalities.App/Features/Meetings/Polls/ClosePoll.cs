using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Gives a poll up: no more answers are taken. What was said stays to be read until a new question is put.</summary>
public static class ClosePoll
{
    public sealed record Command(int Id) : IUse<ViewPoll.View>, IRequireMeetingPlanner;

    internal sealed class Handler(AppDb db, MeetingPlannerGuard guard, IMediator mediator, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewPoll.View>>
    {
        public async Task<Outcome<ViewPoll.View>> Handle(Command request, CancellationToken ct)
        {
            var sheet = await PollSheet.LoadAsync(db, guard.For(request), ct);
            var now = time.GetUtcNow();
            if ((ChangePoll.WhyNot(sheet) ?? sheet.Poll!.Close(now)) is { } refusal)
            {
                return refusal;
            }

            db.Trail("PollClosed", now, detail: sheet.Name);
            await db.SaveChangesAsync(ct);
            return await mediator.Send(new ViewPoll.Query(request.Id), ct);
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost(
                "/meetings/{id:int}/poll/closing",
                async (int id, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(id), ct)).Answer(show, view => view.WithVersion(http))
            )
            .WithTags("Meetings")
            .WithSummary("Gives a poll up: no more answers are taken. For those who plan the meeting.")
            .Produces<ViewPoll.View>();
}
