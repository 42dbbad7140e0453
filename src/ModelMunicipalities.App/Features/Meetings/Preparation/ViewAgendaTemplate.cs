using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>The agenda that meetings of a form follow in the network until somebody changes it for one of them.</summary>
public static class ViewAgendaTemplate
{
    public sealed record Query(string Form) : IUse<View>, IRequireCoordinator;

    /// <param name="Form">The form of meeting.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="IsOwn">True when the network has its own; false when this is the one that comes with the form.</param>
    /// <param name="Items">The points, in order.</param>
    /// <param name="Version">Counts the changes of the network's own; 0 while it has none.</param>
    public sealed record View(string Form, string Title, bool IsOwn, IReadOnlyList<AgendaItem> Items, int Version);

    internal sealed class Handler(AppDb db, Show show) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            if (MeetingForm.Find(request.Form) is not { } form)
            {
                return Refusal.NotFound();
            }

            var own = await db.AgendaTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Form == form.Key, ct);
            return new View(
                form.Key,
                show.Text(form.Title),
                own is not null,
                own?.Items ?? Agendas.BuiltIn(form, show),
                own?.Version ?? 0
            );
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet(
                "/meetings/settings/agendas/{form}",
                async (string form, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(form), ct)).Answer(show, view =>
                    {
                        http.Response.SetVersion(view.Version);
                        return Results.Ok(view);
                    })
            )
            .WithTags("Meetings")
            .WithSummary("The agenda that meetings of a form follow. For the coordinator.")
            .Produces<View>();
}
