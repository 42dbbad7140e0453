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
            var desk = await Desk.LoadAsync(db, instruments, request, Desk.With.Everything, Function.KeyPerson, ct);
            if (desk is null)
            {
                return ViewAssessment.NoSuchAssessment;
            }

            var now = time.GetUtcNow();
            var submittedBefore = Profile.Parse(desk.Assessment.Profile);
            var refusals = desk.Assessment.Submit(desk.Instrument, desk.Window, caller.PersonId, now);
            if (refusals.Count > 0)
            {
                return refusals.ToList();
            }

            db.Trail(
                "AssessmentSubmitted",
                now,
                desk.Organisation.Id,
                desk.Occasion.Id,
                WhatMoved(submittedBefore, desk.Assessment.Profile)
            );
            await db.SaveChangesAsync(ct);
            return views.Own(desk, Function.KeyPerson);
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
