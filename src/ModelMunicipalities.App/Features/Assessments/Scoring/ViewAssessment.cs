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
            IRequireMember,
            IAboutAssessment;

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments, AssessmentViews views)
        : IRequestHandler<Query, Outcome<AssessmentView>>
    {
        public async Task<Outcome<AssessmentView>> Handle(Query request, CancellationToken ct)
        {
            var functions = caller.FunctionsAt(request.Organisation);
            var function =
                request.As is { } asked && functions.Contains(asked) ? asked : functions.FirstOrDefault(Function.KeyPerson);
            var desk = await Desk.LoadAsync(db, instruments, request, Desk.With.Everything, function, ct);
            if (desk is null)
            {
                return NoSuchAssessment;
            }

            return functions.Count > 0 ? views.Own(desk, function)
                : caller.IsCoordinator ? views.Followed(desk)
                : !await Groups.ShareAsync(db, caller, desk.Cohort.Id, desk.GroupId, ct) ? Refusal.Forbidden("NotYours")
                : (await Knowing.HiddenAsync(db, caller, desk.Cohort.Id, desk.Instrument, ct)).Contains(
                    (desk.Organisation.Id, desk.Occasion.Id)
                )
                    ? Refusal.Forbidden("BeforeTogether")
                : views.Shared(desk);
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
