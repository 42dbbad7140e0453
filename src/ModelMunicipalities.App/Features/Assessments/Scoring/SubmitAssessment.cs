using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>Submits the common answers: they are locked, and the group, its mentor and the coordinator see them.</summary>
public static class SubmitAssessment
{
    public sealed record Command(string Cohort, string Organisation, string Occasion)
        : IUse<AssessmentView>,
            IRequireFunction,
            IAboutAssessment
    {
        public IReadOnlyList<Function> Functions => [Function.KeyPerson];
    }

    internal sealed class Handler(
        AppDb db,
        Caller caller,
        InstrumentCatalogue instruments,
        TimeProvider time,
        AssessmentViews views
    ) : IRequestHandler<Command, Outcome<AssessmentView>>
    {
        public async Task<Outcome<AssessmentView>> Handle(Command request, CancellationToken ct)
        {
            var loaded = await LoadedAssessment.OpenAsync(
                db,
                instruments,
                request,
                LoadedAssessment.With.Everything,
                Function.KeyPerson,
                ct
            );
            if (loaded is null)
            {
                return ViewAssessment.NoSuchAssessment;
            }

            var now = time.GetUtcNow();
            var submittedBefore = Profile.Parse(loaded.Assessment.Profile);
            var refusals = loaded.Assessment.Submit(loaded.Instrument, loaded.Window, caller.PersonId, now);
            if (refusals.Count > 0)
            {
                return refusals.ToList();
            }

            db.Trail(
                "AssessmentSubmitted",
                now,
                loaded.Organisation.Id,
                loaded.Occasion.Id,
                WhatMoved(submittedBefore, loaded.Assessment.Profile)
            );
            await db.SaveChangesAsync(ct);
            return views.Own(loaded, Function.KeyPerson);
        }
    }

    /// <summary>What a submission after a reopening changed: <c>7: 1 → 2</c>. Null for the first.</summary>
    internal static string? WhatMoved(Profile? before, string? after) =>
        before is null
            ? null
            : string.Join(", ", Profile.Parse(after)!.Moved(before).Select(m => $"{m.Step}: {m.From} → {m.To}"));

    public static void Map(IEndpointRouteBuilder assessment) =>
        assessment
            .MapPost(
                "/submission",
                async (
                    string cohort,
                    string organisation,
                    string occasion,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Command(cohort, organisation, occasion), ct)).Answer(show, view =>
                        view.WithVersion(http)
                    )
            )
            .WithSummary("Submits and locks the common answers.")
            .Produces<AssessmentView>();
}
