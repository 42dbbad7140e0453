using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// A mentor says that it cannot take anybody, or that it can again. The group that it has stays as it is, and the coordinator is
/// told.
/// </summary>
public static class SetUnavailable
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The mentor's slug.</param>
    /// <param name="Available">False when it cannot take anybody.</param>
    /// <param name="Version">The version that the change is based on; a lost update is then refused.</param>
    public sealed record Command(string Cohort, string Organisation, bool? Available, int? Version = null)
        : IUse<ViewMentor.View>,
            IRequireFunction
    {
        public bool OrCoordinator => true;
    }

    internal sealed class Handler(AppDb db, Caller caller, Letters letters, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewMentor.View>>
    {
        public async Task<Outcome<ViewMentor.View>> Handle(Command request, CancellationToken ct)
        {
            if (request.Available is not { } available)
            {
                return Refusal.Invalid("AvailableMissing", "available");
            }

            if (await PartInCohort.FindAsync(db, request.Cohort, request.Organisation, ct) is not { } part)
            {
                return Refusal.NotFound();
            }

            var (mentor, peers) = (part.Participation, await part.PeersAsync(db, ct));
            if (mentor.IsActive && mentor.IsUnavailable != available)
            {
                return ViewMentor.Of(part, peers);
            }

            if (request.Version is { } version && version != mentor.Version)
            {
                return Refusal.Conflict("Stale");
            }

            if (mentor.SetUnavailable(!available, part.Cohort) is { } refusal)
            {
                return refusal;
            }

            var view = ViewMentor.Of(part, peers);
            if (view is { IsUnavailable: true, Participants.Count: > 0 })
            {
                await TellCoordinatorsAsync(letters, caller, view, ct);
            }

            var isOwn = caller.FunctionsAt(request.Organisation).Count > 0;
            db.Trail(
                (available, isOwn) switch
                {
                    (true, true) => "MentorAvailable",
                    (true, false) => "MentorAvailableFor",
                    (false, true) => "MentorUnavailable",
                    _ => "MentorUnavailableFor",
                },
                time.GetUtcNow(),
                part.Organisation.Id,
                detail: part.Cohort.Name
            );
            await db.SaveChangesAsync(ct);
            return view;
        }
    }

    /// <summary>Writes to the coordinators that a mentor can no longer take the group that it has.</summary>
    internal static async Task TellCoordinatorsAsync(
        Letters letters,
        Caller caller,
        ViewMentor.View mentor,
        CancellationToken ct
    ) =>
        letters.Send(
            MailTopic.Programme,
            await letters.CoordinatorsAsync(ct),
            () => Texts.Mail_MentorShortSubject(mentor.Name, mentor.CohortName),
            _ =>
                [
                    mentor.IsUnavailable
                        ? Texts.Mail_MentorShortNone(mentor.Name, mentor.CohortName)
                        : Texts.Mail_MentorShortFewer(mentor.Name, mentor.Places, mentor.CohortName),
                    Texts.Mail_MentorShortGroup(Show.List(mentor.Participants.Select(p => p.Name))),
                    letters.To(Links.Pairing(caller.Network!.Slug, mentor.Cohort)),
                ],
            gather: true
        );

    public sealed record Body(bool? Available);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPost(
                "/mentors/{organisation}/availability",
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
                        new Command(cohort, organisation, body.Available, http.Request.ReadSharedVersion()),
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
            .WithSummary("Says that a mentor cannot take anybody, or that it can again. For its functions and the coordinator.")
            .Produces<ViewMentor.View>();
}
