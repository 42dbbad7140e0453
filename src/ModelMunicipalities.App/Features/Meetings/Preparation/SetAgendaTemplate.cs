using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Gives the network its own agenda for a form of meeting, or lets it use the one that comes with the form again.
/// </summary>
public static class SetAgendaTemplate
{
    /// <param name="Form">The form of meeting.</param>
    /// <param name="Items">The points in order; null to use the form's own again.</param>
    /// <param name="Version">The version that the change is based on; 0 while the network has none.</param>
    public sealed record Command(string Form, IReadOnlyList<AgendaItem?>? Items, int Version)
        : IUse<ViewAgendaTemplate.View>,
            IRequireCoordinator;

    internal sealed class Handler(AppDb db, IMediator mediator, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewAgendaTemplate.View>>
    {
        public async Task<Outcome<ViewAgendaTemplate.View>> Handle(Command request, CancellationToken ct)
        {
            if (MeetingForm.Find(request.Form) is not { } form)
            {
                return Refusal.NotFound();
            }

            if (request.Items is not null && Agenda.WhyNot(request.Items) is { Count: > 0 } refusals)
            {
                return refusals.ToList();
            }

            var own = await db.AgendaTemplates.SingleOrDefaultAsync(t => t.Form == form.Key, ct);
            if ((own?.Version ?? 0) != request.Version)
            {
                return Refusal.Conflict("Stale");
            }

            var now = time.GetUtcNow();
            if (request.Items is null)
            {
                if (own is not null)
                {
                    db.AgendaTemplates.Remove(own);
                    db.Trail("AgendaTemplateReset", now, detail: form.Title.Sv);
                    await db.SaveChangesAsync(ct);
                }
            }
            else
            {
                if (own is null)
                {
                    db.AgendaTemplates.Add(own = new AgendaTemplate { Form = form.Key });
                }

                own.Items = Agenda.Clean(request.Items.OfType<AgendaItem>());
                own.Version++;
                db.Trail("AgendaTemplateSet", now, detail: form.Title.Sv);
                await db.SaveChangesAsync(ct);
            }

            return await mediator.Send(new ViewAgendaTemplate.Query(form.Key), ct);
        }
    }

    public static void Map(IEndpointRouteBuilder network)
    {
        network
            .MapPut(
                "/meetings/settings/agendas/{form}",
                async (
                    string form,
                    EditAgenda.Body body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) => await AnswerAsync(form, body.Read(), body, http, mediator, show, ct)
            )
            .WithTags("Meetings")
            .WithSummary("Gives the network its own agenda for a form of meeting. Needs If-Match. The coordinator's act.")
            .Produces<ViewAgendaTemplate.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
        network
            .MapDelete(
                "/meetings/settings/agendas/{form}",
                async (string form, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await AnswerAsync(form, null, null, http, mediator, show, ct)
            )
            .WithTags("Meetings")
            .WithName("resetAgendaTemplate")
            .WithSummary(
                "Lets meetings follow the agenda that comes with their form again. Needs If-Match. The coordinator's act."
            )
            .Produces<ViewAgendaTemplate.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
    }

    private static Task<IResult> AnswerAsync(
        string form,
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
            version => new Command(form, items, version),
            view => view.Version,
            async () => (await mediator.Send(new ViewAgendaTemplate.Query(form), ct)).Value,
            given,
            ct
        );
}
