using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Description;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Makes a cohort: from a form of the programme, or like an earlier cohort with its dates moved.</summary>
public static class CreateCohort
{
    public const int LongestName = 60;

    /// <summary>A word of the address that no cohort can have.</summary>
    private const string Reserved = "new";

    /// <param name="Name">Its name: <c>2028</c>.</param>
    /// <param name="Template">Key of the form of the programme; or null with <paramref name="CopyOf"/>.</param>
    /// <param name="CopyOf">Slug of the cohort whose instrument, criteria and timeline it takes.</param>
    /// <param name="Start">The day of the start-up meeting.</param>
    /// <param name="WithOptional">True to have the optional occasions of the form too: BM 4.</param>
    /// <param name="Instrument">Key of the checklist; null for the one of the form or of the earlier cohort.</param>
    public sealed record Command(
        string? Name,
        string? Template,
        string? CopyOf,
        DateOnly? Start,
        bool WithOptional,
        string? Instrument
    ) : IUse<Made>, IRequireCoordinator;

    public sealed record Made(string Slug, string Name, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(InstrumentCatalogue instruments)
        {
            RuleFor(c => c.Name)
                .Must(n =>
                    n?.Trim() is { Length: > 0 and <= LongestName } name
                    && !name.Any(char.IsControl)
                    && Slug.From(name).Length > 0
                )
                .WithErrorCode("CohortNameMissing")
                .WithState(_ => new object[] { LongestName });
            RuleFor(c => c.Start).Must(s => s is { Year: >= 2000 and <= 2100 }).WithErrorCode("StartMissing");
            RuleFor(c => c.Template)
                .Must((c, t) => !string.IsNullOrEmpty(c.CopyOf) || ProgrammeTemplate.Find(t) is not null)
                .WithErrorCode("TemplateUnknown");
            RuleFor(c => c.CopyOf)
                .Must(c => c?.Contains('\0') != true)
                .WithErrorCode("CohortUnknown")
                .WithState(c => new object[] { c.CopyOf! });
            RuleFor(c => c.Instrument)
                .Must(i => string.IsNullOrEmpty(i) || instruments.Has(i))
                .WithErrorCode("InstrumentUnknown");
        }
    }

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time) : IRequestHandler<Command, Outcome<Made>>
    {
        public async Task<Outcome<Made>> Handle(Command request, CancellationToken ct)
        {
            var name = request.Name!.Trim();
            var slug = Slug.From(name);
            if (slug == Reserved || await db.Cohorts.AnyAsync(c => c.Slug == slug, ct))
            {
                return Refusal.Invalid("CohortExists", "name", name);
            }

            var zone = TimeZoneInfo.FindSystemTimeZoneById(caller.Network!.TimeZone);
            var cohort = new Cohort
            {
                Slug = slug,
                Name = name,
                Instrument = "",
                Version = 1,
            };
            if (string.IsNullOrEmpty(request.CopyOf))
            {
                var template = ProgrammeTemplate.Find(request.Template)!;
                cohort.Instrument = template.Instrument;
                template.LayOut(cohort, request.Start!.Value, request.WithOptional, zone);
            }
            else if (
                await db
                    .Cohorts.Include(c => c.Occasions)
                    .Include(c => c.Days)
                    .AsNoTracking()
                    .AsSplitQuery()
                    .SingleOrDefaultAsync(c => c.Slug == request.CopyOf, ct) is
                { Occasions.Count: > 0 } earlier
            )
            {
                cohort.Instrument = earlier.Instrument;
                cohort.CopyPlan(earlier, request.Start!.Value, zone);
                if (cohort.Criteria.Count == 0)
                {
                    cohort.Criteria = ProgrammeTemplate.All[0].NewCriteria();
                }
            }
            else
            {
                return Refusal.Invalid("CohortUnknown", "copyOf", request.CopyOf);
            }

            if (!string.IsNullOrEmpty(request.Instrument))
            {
                cohort.Instrument = request.Instrument;
            }

            db.Cohorts.Add(cohort);
            db.Trail("CohortCreated", time.GetUtcNow(), detail: name);
            await db.SaveChangesAsync(ct);
            return new Made(slug, name, cohort.Version);
        }
    }

    public sealed record Body(
        string? Name,
        string? Template,
        string? CopyOf,
        DateOnly? Start,
        bool? WithOptional,
        string? Instrument
    );

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost(
                "/cohorts",
                async (string network, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (
                        await mediator.Send(
                            new Command(
                                body.Name,
                                body.Template,
                                body.CopyOf,
                                body.Start,
                                body.WithOptional ?? false,
                                body.Instrument
                            ),
                            ct
                        )
                    ).Answer(show, made =>
                    {
                        http.Response.SetVersion(made.Version);
                        return Results.Created($"/api/v1/networks/{network}/cohorts/{made.Slug}", made);
                    })
            )
            .WithTags("Cohorts")
            .WithSummary("Makes a cohort from a form of the programme or like an earlier one. The coordinator's act.")
            .Produces<Made>(StatusCodes.Status201Created)
            .TellsWhere();
}
