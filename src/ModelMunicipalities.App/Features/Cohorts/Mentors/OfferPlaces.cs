using FluentValidation;
using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// A mentor says how many participants it can take, when, and what it can help with; the coordinator may write it for it.
/// </summary>
public static class OfferPlaces
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The mentor's slug.</param>
    /// <param name="Places">How many participants it can take.</param>
    /// <param name="When">When it can, in its own words.</param>
    /// <param name="Focus">Keys of the areas it can help with.</param>
    /// <param name="Version">The version that the change is based on; a lost update is then refused.</param>
    public sealed record Command(
        string Cohort,
        string Organisation,
        int? Places,
        string? When,
        IReadOnlyList<string> Focus,
        int? Version = null
    ) : IUse<ViewMentor.View>, IRequireFunction
    {
        public bool OrCoordinator => true;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.When).Must(w => w?.Contains('\0') != true).WithErrorCode("Unreadable");
            RuleFor(c => c.Focus).Must(f => !f.Any(a => a is null)).WithErrorCode("Unreadable");
        }
    }

    internal sealed class Handler(AppDb db, Caller caller, Letters letters, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewMentor.View>>
    {
        public async Task<Outcome<ViewMentor.View>> Handle(Command request, CancellationToken ct)
        {
            if (await PartInCohort.FindAsync(db, request.Cohort, request.Organisation, ct) is not { } part)
            {
                return Refusal.NotFound();
            }

            var (mentor, when) = (part.Participation, string.IsNullOrWhiteSpace(request.When) ? null : request.When.Trim());
            var peers = await part.PeersAsync(db, ct);

            // Sent twice, it is said once.
            if (
                mentor is { IsActive: true, IsUnavailable: false, Places: not null }
                && mentor.Places == request.Places
                && mentor.When == when
                && mentor.Focus.SequenceEqual(request.Focus)
            )
            {
                return ViewMentor.Of(part, peers);
            }

            if (request.Version is { } version && version != mentor.Version)
            {
                return Refusal.Stale(
                    false,
                    ("places", mentor.Places, request.Places),
                    ("when", mentor.When, when),
                    ("focus", Areas(mentor.Focus), Areas(request.Focus))
                );
            }

            var before = mentor.IsUnavailable ? null : mentor.Places;
            var refusals = mentor.Offer(request.Places, when, request.Focus, part.Cohort);
            if (refusals.Count > 0)
            {
                return refusals.ToList();
            }

            var view = ViewMentor.Of(part, peers);
            if (view.Places < view.Participants.Count && !(before <= view.Places))
            {
                await SetUnavailable.TellCoordinatorsAsync(letters, caller, view, ct);
            }

            db.Trail(
                caller.FunctionsAt(request.Organisation).Count > 0 ? "PlacesOffered" : "PlacesOfferedFor",
                time.GetUtcNow(),
                part.Organisation.Id,
                detail: $"{part.Cohort.Name}: {mentor.Places}"
            );
            await db.SaveChangesAsync(ct);
            return view;
        }
    }

    private static List<object> Areas(IEnumerable<string> keys) =>
        [.. FocusAreas.All.Where(a => keys.Contains(a.Key)).Select(a => a.Name)];

    public sealed record Body(int? Places, string? When, IReadOnlyList<string>? Focus);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPut(
                "/mentors/{organisation}",
                async (
                    string cohort,
                    string organisation,
                    Body body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                {
                    var outcome = await mediator.Send(
                        new Command(
                            cohort,
                            organisation,
                            body.Places,
                            body.When,
                            body.Focus ?? [],
                            http.Request.ReadSharedVersion()
                        ),
                        ct
                    );
                    return await outcome.AnswerAsync(
                        show,
                        view => view.WithVersion(http),
                        async () => (await mediator.Send(new ViewMentor.Query(cohort, organisation), ct)).Value,
                        body
                    );
                }
            )
            .WithTags("Cohorts")
            .WithSummary(
                "Says how many participants a mentor can take, when, and what it can help with. With If-Match, refuses a change based on an older answer."
            )
            .Produces<ViewMentor.View>();
}
