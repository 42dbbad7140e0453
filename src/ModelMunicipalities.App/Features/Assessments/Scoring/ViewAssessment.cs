using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>Shows an organisation's assessment at an occasion, as much of it as the caller may see.</summary>
public static class ViewAssessment
{
    public static readonly Refusal NoSuchAssessment = new(RefusalKind.NotFound, "NoSuchAssessment", null);

    public sealed record Query(string Cohort, string Organisation, string Occasion, Function? As = null)
        : IUse<AssessmentView>,
            IGuardedByArea,
            IAboutAssessment;

    /// <summary>
    /// The organisation's functions and the coordinator; the group once it is shared with them, which it is not before they have
    /// scored the same.
    /// </summary>
    internal sealed class Guard(AppDb db, Caller caller, InstrumentCatalogue instruments) : Guard<Query, LoadedAssessment>
    {
        protected override async Task<Outcome<LoadedAssessment>> FindAsync(Query request, CancellationToken ct) =>
            await LoadedAssessment.LoadAsync(db, instruments, request, LoadedAssessment.With.Everything, Function.KeyPerson, ct)
                is not { } loaded
                ? NoSuchAssessment
            : await WhyNotAsync(request, loaded, ct) is { } refusal ? refusal
            : loaded;

        private async Task<Refusal?> WhyNotAsync(Query request, LoadedAssessment of, CancellationToken ct) =>
            caller.IsCoordinator || caller.FunctionsAt(request.Organisation).Count > 0 ? null
            : !await Groups.ShareAsync(db, caller, of.Cohort.Id, of.GroupId, ct) ? Refusal.Forbidden("NotYours")
            : (await Knowing.HiddenAsync(db, caller, of.Cohort.Id, of.Instrument, ct)).Contains(
                (of.Organisation.Id, of.Occasion.Id)
            )
                ? Refusal.Forbidden("BeforeTogether")
            : null;
    }

    internal sealed class Handler(Caller caller, Guard guard, AssessmentViews views)
        : IRequestHandler<Query, Outcome<AssessmentView>>
    {
        public Task<Outcome<AssessmentView>> Handle(Query request, CancellationToken ct)
        {
            var (loaded, functions) = (guard.For(request), caller.FunctionsAt(request.Organisation));
            var function =
                request.As is { } asked && functions.Contains(asked) ? asked : functions.FirstOrDefault(Function.KeyPerson);
            return Task.FromResult<Outcome<AssessmentView>>(
                functions.Count > 0 ? views.Own(loaded, function)
                : caller.IsCoordinator ? views.Followed(loaded)
                : views.Shared(loaded)
            );
        }
    }

    public static void Map(IEndpointRouteBuilder assessment) =>
        assessment
            .MapGet(
                "",
                async (
                    string cohort,
                    string organisation,
                    string occasion,
                    Choice<Function>? function,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Query(cohort, organisation, occasion, function?.Value), ct)).Answer(show, view =>
                        view.WithVersion(http)
                    )
            )
            .WithSummary("An organisation's assessment at an occasion, as much of it as the caller may see.")
            .Produces<AssessmentView>();
}
