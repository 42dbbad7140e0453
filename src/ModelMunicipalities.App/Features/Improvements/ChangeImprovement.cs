using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>Changes what an improvement is about.</summary>
public static class ChangeImprovement
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Improvement">The improvement.</param>
    /// <param name="Draft">All of what it is about, as it is to be.</param>
    /// <param name="Version">The version that the change is based on; a lost update is then refused.</param>
    public sealed record Command(string Cohort, string Organisation, int Improvement, ImprovementDraft Draft, int? Version)
        : IUse<SavedImprovement>,
            IRequireFunction,
            IAboutImprovement;

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments, TimeProvider time)
        : IRequestHandler<Command, Outcome<SavedImprovement>>
    {
        public async Task<Outcome<SavedImprovement>> Handle(Command request, CancellationToken ct)
        {
            if (await ImprovementAccess.LoadAsync(db, caller, request, ct) is not { } access)
            {
                return Refusal.NotFound();
            }

            if (access.Participation.WhyNotImprove(access.Cohort) is { } why)
            {
                return why;
            }

            if (request.Version is { } version && version != access.Improvement.Version)
            {
                return Refusal.Conflict("Stale");
            }

            var now = time.GetUtcNow();
            var refusals = access.Improvement.Write(
                request.Draft,
                instruments[access.Cohort.Instrument],
                await ImprovementAccess.PeopleAsync(db, access.Organisation.Id, ct),
                now
            );
            if (refusals.Count > 0)
            {
                return refusals.ToList();
            }

            db.Trail("ImprovementChanged", now, access.Organisation.Id, detail: access.Improvement.Title);
            await db.SaveChangesAsync(ct);
            return access.Saved();
        }
    }

    public static void Map(IEndpointRouteBuilder improvement) =>
        improvement
            .MapPut(
                "",
                (
                    string cohort,
                    string organisation,
                    int improvement,
                    ImprovementBody body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    mediator.SendAsync(
                        new Command(cohort, organisation, improvement, body.Read(), http.Request.ReadSharedVersion()),
                        body,
                        true,
                        http,
                        show,
                        ct
                    )
            )
            .Describe(
                "Changes what an improvement is about. Needs If-Match with the version read; an older one is answered 409 with both."
            );
}
