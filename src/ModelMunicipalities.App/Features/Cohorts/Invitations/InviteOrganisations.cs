using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// Invites organisations to apply: municipalities and regions of the catalogue by code, organisations of the network by
/// slug, and new ones that are part of another. All or none. Until applications open nothing is sent.
/// </summary>
public static class InviteOrganisations
{
    /// <summary>The most in one go: every municipality and region of the country.</summary>
    public const int Most = 320;

    private const int LongestName = 100;

    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Codes">SCB's codes: four digits for a municipality, two for a region.</param>
    /// <param name="Organisations">Slugs of organisations that the network has already.</param>
    /// <param name="Parts">New organisations that are part of another.</param>
    public sealed record Command(
        string Cohort,
        IReadOnlyList<string> Codes,
        IReadOnlyList<string> Organisations,
        IReadOnlyList<Part> Parts
    ) : IUse<Invited>, IRequireCoordinator;

    /// <param name="Name">What it is called.</param>
    /// <param name="Kind">City district, administration or company.</param>
    /// <param name="Parent">What it is part of: a code of the catalogue, or the slug of an organisation of the network.</param>
    public sealed record Part(string? Name, OrganisationKind? Kind, string? Parent);

    /// <param name="Count">How many were invited.</param>
    /// <param name="Organisations">Their slugs.</param>
    public sealed record Invited(int Count, IReadOnlyList<string> Organisations);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Codes)
                .Must((c, _) => c.Codes.Count + c.Organisations.Count + c.Parts.Count is > 0 and <= Most)
                .WithErrorCode("NobodyChosen")
                .WithState(_ => new object[] { Most });
            RuleForEach(c => c.Codes)
                .Must(c => Catalogue.Known(c) is not null)
                .WithErrorCode("CodeUnknown")
                .WithState((_, code) => new object[] { code ?? "" });
            RuleForEach(c => c.Organisations).Must(o => o?.Contains('\0') == false).WithErrorCode("Unreadable");
            RuleForEach(c => c.Parts)
                .ChildRules(p =>
                {
                    p.RuleFor(x => x.Name)
                        .Must(n =>
                            n?.Trim() is { Length: > 0 and <= LongestName } name
                            && !name.Any(char.IsControl)
                            && Slug.From(name).Length > 0
                        )
                        .WithErrorCode("OrganisationNameMissing")
                        .WithState(_ => new object[] { LongestName })
                        .OverridePropertyName("name");
                    p.RuleFor(x => x.Kind)
                        .Must(k =>
                            k is OrganisationKind.CityDistrict or OrganisationKind.Administration or OrganisationKind.Company
                        )
                        .WithErrorCode("PartKindMissing")
                        .OverridePropertyName("kind");
                    p.RuleFor(x => x.Parent)
                        .Must(parent => !string.IsNullOrWhiteSpace(parent) && !parent.Contains('\0'))
                        .WithErrorCode("ParentMissing")
                        .OverridePropertyName("parent");
                });
        }
    }

    internal sealed class Handler(AppDb db, ApplicationInvitations invitations, TimeProvider time)
        : IRequestHandler<Command, Outcome<Invited>>
    {
        public async Task<Outcome<Invited>> Handle(Command request, CancellationToken ct)
        {
            var cohort = await db.Cohorts.SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            if (cohort.Stage.WhyNot(CohortAct.Invite) is { } refusal)
            {
                return refusal;
            }

            var network = await db.Organisations.ToListAsync(ct);
            var bySlug = network.ToDictionary(o => o.Slug);
            var refusals = new List<Refusal>();
            var chosen = new List<Organisation>();
            var parents = new Dictionary<Organisation, Organisation>();
            foreach (var (i, slug) in request.Organisations.Index())
            {
                if (bySlug.TryGetValue(slug, out var found))
                {
                    chosen.Add(found);
                }
                else
                {
                    refusals.Add(Refusal.Invalid("UnknownOrganisation", $"organisations[{i}]", slug));
                }
            }

            chosen.AddRange(request.Codes.Select(code => OfCatalogue(code)));
            foreach (var (i, part) in request.Parts.Index())
            {
                var parent = bySlug.GetValueOrDefault(part.Parent!.Trim())
                    ?? (Catalogue.Known(part.Parent.Trim()) is null ? null : OfCatalogue(part.Parent.Trim()));
                if (parent is null)
                {
                    refusals.Add(Refusal.Invalid("UnknownOrganisation", $"parts[{i}].parent", part.Parent.Trim()));
                }
                else if (
                    network.Exists(o =>
                        o.Name.Equals(part.Name!.Trim(), StringComparison.OrdinalIgnoreCase) && IsBeside(o, parent)
                    )
                )
                {
                    refusals.Add(Refusal.Invalid("OrganisationExists", $"parts[{i}].name", part.Name!.Trim()));
                }
                else
                {
                    var added = Add(part.Name!.Trim(), part.Kind!.Value, null);
                    parents.Add(added, parent);
                    chosen.Add(added);
                }
            }

            if (refusals.Count > 0)
            {
                return refusals;
            }

            // New organisations get their identity first; nothing is kept unless the whole is.
            invitations.HoldStage(cohort);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.SaveChangesAsync(ct);
            foreach (var (part, parent) in parents)
            {
                part.ParentId = parent.Id;
            }

            var ids = chosen.ConvertAll(o => o.Id);
            var there = await db
                .Applications.Where(a => a.CohortId == cohort.Id && ids.Contains(a.OrganisationId))
                .Select(a => a.OrganisationId)
                .ToListAsync(ct);
            there.AddRange(
                await db
                    .Participations.Where(p => p.CohortId == cohort.Id && ids.Contains(p.OrganisationId))
                    .Select(p => p.OrganisationId)
                    .ToListAsync(ct)
            );
            var twice = chosen
                .Where(o => there.Contains(o.Id))
                .Concat(chosen.GroupBy(o => o.Id).Where(g => g.Count() > 1).Select(g => g.First()))
                .DistinctBy(o => o.Id)
                .ToList();
            if (twice.Count > 0)
            {
                return twice.ConvertAll(o => Refusal.Invalid("InvitedAlready", "codes", o.Name));
            }

            var now = time.GetUtcNow();
            var applications = chosen.ConvertAll(o => new Application
            {
                CohortId = cohort.Id,
                OrganisationId = o.Id,
                Status = ApplicationStatus.Invited,
                InvitedAt = now,
            });
            db.Applications.AddRange(applications);
            await invitations.SendAsync(cohort, applications, ct);
            db.Trail("OrganisationsInvited", now, detail: $"{cohort.Name}: {applications.Count}");
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return new Invited(chosen.Count, chosen.ConvertAll(o => o.Slug));

            Organisation OfCatalogue(string code)
            {
                var known = Catalogue.Known(code)!;
                return network.Find(o => o.Code == known.Code) ?? Add(known.Name, known.Kind, known.Code);
            }

            // A part may be called as one of another organisation, not as one of its own or as a whole.
            bool IsBeside(Organisation o, Organisation parent) =>
                parents.TryGetValue(o, out var added) ? added == parent : o.ParentId is null || o.ParentId == parent.Id;

            Organisation Add(string name, OrganisationKind kind, string? code)
            {
                var organisation = new Organisation
                {
                    Name = name,
                    Slug = Slug.Free(name, bySlug.ContainsKey),
                    Kind = kind,
                    Code = code,
                };
                network.Add(organisation);
                bySlug.Add(organisation.Slug, organisation);
                db.Organisations.Add(organisation);
                return organisation;
            }
        }
    }

    public sealed record Body(IReadOnlyList<string>? Codes, IReadOnlyList<string>? Organisations, IReadOnlyList<Part?>? Parts);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPost("/invitations", async (string cohort, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                (
                    await mediator.Send(
                        new Command(
                            cohort,
                            body.Codes ?? [],
                            body.Organisations ?? [],
                            [.. (body.Parts ?? []).Select(p => p ?? new Part(null, null, null))]
                        ),
                        ct
                    )
                ).Answer(show)
            )
            .WithTags("Cohorts")
            .WithSummary(
                "Invites organisations to apply: by code, by slug, or new ones that are part of another. All or none. The coordinator's act."
            )
            .Produces<Invited>();
}
