using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Gives a meeting an agenda of its own, or lets it follow the template of its form again: the act of who plans it.
/// </summary>
public static class EditAgenda
{
    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Items">The points in order; null to follow the template again.</param>
    /// <param name="Version">The version of the meeting that the change is based on.</param>
    public sealed record Command(int Id, IReadOnlyList<AgendaItem?>? Items, int Version)
        : IUse<ViewPreparation.View>,
            IRequireMeetingPlanner;

    internal sealed class Handler(AppDb db, MeetingPlannerGuard guard, IMediator mediator, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewPreparation.View>>
    {
        public async Task<Outcome<ViewPreparation.View>> Handle(Command request, CancellationToken ct)
        {
            var access = guard.For(request);
            if (access.WhyNotAct() is { } over)
            {
                return over;
            }

            if (request.Items is not null && Agenda.WhyNot(request.Items) is { Count: > 0 } refusals)
            {
                return refusals.ToList();
            }

            if (access.Meeting.Version != request.Version)
            {
                return Refusal.Conflict("Stale");
            }

            access.Meeting.Agenda = request.Items is null ? [] : Agenda.Clean(request.Items.OfType<AgendaItem>());
            access.Meeting.Version++;
            if (request.Items is null)
            {
                db.Trail("AgendaFollowsTemplate", time.GetUtcNow(), null, access.Occasion?.Id, access.Tell());
            }
            else
            {
                db.Trail("AgendaChanged", time.GetUtcNow(), null, access.Occasion?.Id, access.Tell());
            }

            await db.SaveChangesAsync(ct);
            return await mediator.Send(new ViewPreparation.Query(request.Id), ct);
        }
    }

    /// <param name="Items">The points in order.</param>
    public sealed record Body(IReadOnlyList<ItemBody?>? Items)
    {
        internal IReadOnlyList<AgendaItem?> Read() =>
            [
                .. (Items ?? []).Select(i =>
                    i is null
                        ? null
                        : new AgendaItem
                        {
                            Minutes = i.Minutes ?? 0,
                            Title = i.Title ?? "",
                            Lead = i.Lead,
                        }
                ),
            ];
    }

    /// <param name="Minutes">How long it takes.</param>
    /// <param name="Title">What it is about.</param>
    /// <param name="Lead">Who leads it, in words.</param>
    public sealed record ItemBody(int? Minutes, string? Title, string? Lead = null);

    public static void Map(IEndpointRouteBuilder network)
    {
        network
            .MapPut(
                "/meetings/{id:int}/agenda",
                async (int id, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await AnswerAsync(id, body.Read(), body, http, mediator, show, ct)
            )
            .WithTags("Meetings")
            .WithSummary("Gives a meeting an agenda of its own. Needs If-Match. The act of who plans it.")
            .Produces<ViewPreparation.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
        network
            .MapDelete(
                "/meetings/{id:int}/agenda",
                async (int id, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await AnswerAsync(id, null, null, http, mediator, show, ct)
            )
            .WithTags("Meetings")
            .WithName("resetAgenda")
            .WithSummary("Lets a meeting follow the template of its form again. Needs If-Match. The act of who plans it.")
            .Produces<ViewPreparation.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
    }

    private static Task<IResult> AnswerAsync(
        int id,
        IReadOnlyList<AgendaItem?>? items,
        object? given,
        HttpContext http,
        IMediator mediator,
        Show show,
        CancellationToken ct
    ) =>
        MeetingActs.AnswerVersionedAsync(
            http,
            show,
            mediator,
            version => new Command(id, items, version),
            view => view.Version,
            async () => (await mediator.Send(new ViewPreparation.Query(id), ct)).Value,
            given,
            ct
        );
}
