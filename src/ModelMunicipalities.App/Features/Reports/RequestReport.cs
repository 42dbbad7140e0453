using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Description;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// Asks for a report. It is made beside the request; who asked is mailed when it is ready. The same asked for again while
/// it is on its way is the same report.
/// </summary>
public static class RequestReport
{
    /// <param name="Cohort">The cohort's slug; null for the annual report.</param>
    /// <param name="Kind">What it is about.</param>
    /// <param name="Organisation">The organisation's slug: the municipality, the mentor, or one in the group.</param>
    /// <param name="Year">The year, for the annual report.</param>
    /// <param name="Format">As what file.</param>
    /// <param name="Language"><c>sv</c> or <c>en</c>.</param>
    public sealed record Command(
        string? Cohort,
        ReportKind Kind,
        string? Organisation,
        int? Year,
        ReportFormat Format,
        string Language
    ) : IUse<int>, IGuardedByArea, IAlone;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider time)
        {
            RuleFor(c => c.Language).Must(l => l is "sv" or "en").WithErrorCode("LanguageUnknown");
            RuleFor(c => c.Format).IsInEnum().WithErrorCode("ReportFormatUnknown");
            RuleFor(c => c.Kind).IsInEnum().WithErrorCode("ReportKindMissing");
            RuleFor(c => c.Organisation)
                .NotEmpty()
                .When(c => c.Kind is ReportKind.Municipality or ReportKind.Mentor or ReportKind.Group)
                .WithErrorCode("ReportOrganisation");
            RuleFor(c => c.Year)
                .InclusiveBetween(2010, time.GetUtcNow().Year)
                .When(c => c.Year is not null)
                .WithErrorCode("ReportYear")
                .WithState(_ => new object[] { 2010, time.GetUtcNow().Year });
            RuleFor(c => c.Year)
                .NotNull()
                .When(c => c.Kind == ReportKind.Annual)
                .WithErrorCode("ReportYear")
                .WithState(_ => new object[] { 2010, time.GetUtcNow().Year });
        }
    }

    /// <summary>
    /// Every member for what is about the network or a whole cohort; for the rest those with a function in the organisation, and
    /// the coordinator.
    /// </summary>
    internal sealed class Guard(AppDb db, Caller caller, TimeProvider time) : Guard<Command, Report>
    {
        protected override async Task<Outcome<Report>> FindAsync(Command request, CancellationToken ct)
        {
            var report = new Report
            {
                Kind = request.Kind,
                Format = request.Format,
                Language = request.Language,
                RequestedBy = caller.PersonId,
                RequestedAt = time.GetUtcNow(),
            };
            if (request.Kind == ReportKind.Annual)
            {
                (report.Year, report.Audience) = (request.Year, ReportAudience.Network);
                return report;
            }

            if (
                await db.Cohorts.Where(c => c.Slug == request.Cohort).Select(c => (int?)c.Id).SingleOrDefaultAsync(ct)
                is not { } cohort
            )
            {
                return Refusal.NotFound();
            }

            report.CohortId = cohort;
            if (request.Kind == ReportKind.Cohort)
            {
                report.Audience = caller.IsCoordinator ? ReportAudience.Coordinator : ReportAudience.Network;
                return report;
            }

            var part = await (
                from p in db.Participations
                where p.CohortId == cohort
                join o in db.Organisations on p.OrganisationId equals o.Id
                where o.Slug == request.Organisation
                select new
                {
                    p.OrganisationId,
                    p.GroupId,
                    p.Role,
                }
            ).SingleOrDefaultAsync(ct);
            if (part is null)
            {
                return Refusal.NotFound();
            }

            if (!caller.IsCoordinator && caller.FunctionsAt(request.Organisation!).Count == 0)
            {
                return Refusal.Forbidden("OrganisationOnly");
            }

            if (request.Kind == ReportKind.Mentor && part.Role != CohortRole.Mentor)
            {
                return Refusal.Invalid("ReportNotMentor", "organisation");
            }

            if (request.Kind != ReportKind.Municipality && part.GroupId is null)
            {
                return Refusal.Conflict("ReportNoGroup");
            }

            (report.OrganisationId, report.GroupId, report.Audience) = request.Kind switch
            {
                ReportKind.Group => ((int?)null, part.GroupId, ReportAudience.Group),
                ReportKind.Mentor => (part.OrganisationId, part.GroupId, ReportAudience.Organisation),
                _ => (part.OrganisationId, null, ReportAudience.Organisation),
            };
            return report;
        }
    }

    internal sealed class Handler(AppDb db, Caller caller, Guard guard, ReportQueue queue)
        : IRequestHandler<Command, Outcome<int>>
    {
        public async Task<Outcome<int>> Handle(Command request, CancellationToken ct)
        {
            var report = guard.For(request);
            if (
                await db
                    .Reports.Same(report)
                    .Where(r => r.Status == ReportStatus.Queued || r.Status == ReportStatus.Making)
                    .Select(r => (int?)r.Id)
                    .FirstOrDefaultAsync(ct) is
                { } under
            )
            {
                return under;
            }

            report.Version = 1 + await db.Reports.Same(report).CountAsync(ct);
            db.Reports.Add(report);
            db.Trail(
                "ReportRequested",
                report.RequestedAt,
                report.OrganisationId,
                null,
                $"{request.Kind} {request.Cohort ?? request.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
            );
            await db.SaveChangesAsync(ct);
            await db.Database.CommitTransactionAsync(ct);
            queue.Wake(caller.Network!.Slug);
            return report.Id;
        }
    }

    /// <summary>Those of the same in the same form and language for the same readers.</summary>
    internal static IQueryable<Report> Same(this IQueryable<Report> reports, Report report) =>
        reports.Where(r =>
            r.Kind == report.Kind
            && r.CohortId == report.CohortId
            && r.OrganisationId == report.OrganisationId
            && r.GroupId == report.GroupId
            && r.Year == report.Year
            && r.Format == report.Format
            && r.Language == report.Language
            && r.Audience == report.Audience
        );

    public static void Map(IEndpointRouteBuilder network)
    {
        network
            .MapPost(
                "/cohorts/{cohort}/reports",
                async (string cohort, Body body, Tenancy.Caller caller, IMediator mediator, Show show, CancellationToken ct) =>
                    (
                        await mediator.Send(
                            new Command(
                                cohort,
                                body.Kind,
                                body.Organisation,
                                body.Year,
                                body.Format ?? ReportFormat.Pdf,
                                body.Language ?? show.Language
                            ),
                            ct
                        )
                    ).Answer(show, id => Accepted(caller, id))
            )
            .WithTags("Reports")
            .WithSummary(
                "Asks for a report of a cohort, or of one organisation, mentor or group in it. It is made beside the request: follow Location."
            )
            .Produces<Asked>(StatusCodes.Status202Accepted)
            .TellsWhere();
        network
            .MapPost("/reports", async (Body body, Tenancy.Caller caller, IMediator mediator, Show show, CancellationToken ct) =>
                (
                    await mediator.Send(
                        new Command(
                            null,
                            body.Kind,
                            body.Organisation,
                            body.Year,
                            body.Format ?? ReportFormat.Pdf,
                            body.Language ?? show.Language
                        ),
                        ct
                    )
                ).Answer(show, id => Accepted(caller, id))
            )
            .WithTags("Reports")
            .WithName("requestAnnualReport")
            .WithSummary("Asks for the network's annual report.")
            .Produces<Asked>(StatusCodes.Status202Accepted)
            .TellsWhere();
    }

    private static IResult Accepted(Tenancy.Caller caller, int id) =>
        Results.Accepted($"/api/v1/networks/{caller.Network!.Slug}/reports/{id}", new Asked(id));

    public sealed record Body(ReportKind Kind, string? Organisation, int? Year, ReportFormat? Format, string? Language);

    public sealed record Asked(int Id);
}
