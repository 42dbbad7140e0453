using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.Browser.Tests.Kit;

/// <summary>A cohort of the demonstration's network to which organisations apply, made for the tests.</summary>
public static class Applying
{
    public const string Cohort = "2031";

    public static string List => Links.Applications(Hedemora.Network, Cohort);

    public static string Own => Links.Application(Hedemora.Network, Cohort, Hedemora.Slug);

    public static string Review => Links.ReviewApplication(Hedemora.Network, Cohort, Hedemora.Slug);

    private static string Api => $"/api/v1/networks/{Hedemora.Network}/cohorts/{Cohort}/applications/{Hedemora.Slug}";

    public static string Edit(string part) => Links.EditApplication(Hedemora.Network, Cohort, Hedemora.Slug, part);

    /// <summary>The cohort takes applications; nobody has begun.</summary>
    public static Task OpenAsync(PortalServer portal) => ChangeAsync(portal, async db =>
        {
            db.Cohorts.Add(
                new Cohort
                {
                    Slug = Cohort,
                    Name = Cohort,
                    Instrument = "ten-step-2019",
                    Stage = CohortStage.Application,
                    ApplyBy = DateTimeOffset.UtcNow.AddDays(40),
                    Criteria =
                    [
                        .. Enum.GetValues<CriterionKind>()
                            .Where(k => k != CriterionKind.Question)
                            .Select(k => new Criterion
                            {
                                Key = k.ToString().ToLowerInvariant(),
                                Kind = k,
                                IsRequired = k != CriterionKind.Stakeholders,
                            }),
                        new Criterion
                        {
                            Key = "question-1",
                            Kind = CriterionKind.Question,
                            Question = "2030?",
                        },
                    ],
                }
            );
            await db.SaveChangesAsync();
        });

    /// <summary>Hedemora has written some of its application.</summary>
    public static async Task BeginAsync(PortalServer portal)
    {
        using var api = await portal.ApiAsync(Who.KeyPerson);
        using var answer = await api.PutAsJsonAsync(
            Api,
            new
            {
                contactName = "Anna Lindqvist",
                contactEmail = "anna@hedemora.example",
                motivation = "Hedemora 2031.",
                focus = new[] { "care" },
                baseline = new int?[] { 1, 2, 3, null },
            }
        );
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>And handed it in.</summary>
    public static async Task SubmitAsync(PortalServer portal)
    {
        using var api = await portal.ApiAsync(Who.KeyPerson);
        using var answer = await api.PostAsync(new Uri(Api + "/submission", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Others have applied: one complete, one that lacks something, one draft, one admitted, and two mentors.</summary>
    public static Task FillAsync(PortalServer portal) => ChangeAsync(portal, async db =>
        {
            var cohort = await db.Cohorts.SingleAsync(c => c.Slug == Cohort);
            var organisations = await db.Organisations.ToDictionaryAsync(o => o.Slug, o => o.Id);
            foreach (
                var (slug, status, people) in new[]
                {
                    ("lycksele", ApplicationStatus.Submitted, 3),
                    ("vannas", ApplicationStatus.Submitted, 2),
                    ("lulea", ApplicationStatus.Draft, 1),
                    ("karlskoga", ApplicationStatus.Admitted, 3),
                    ("boden", ApplicationStatus.WaitingList, 3),
                }
            )
            {
                db.Applications.Add(
                    new Application
                    {
                        CohortId = cohort.Id,
                        OrganisationId = organisations[slug],
                        Status = status,
                        Version = 2,
                        SubmittedAt = status == ApplicationStatus.Draft ? null : DateTimeOffset.UtcNow.AddDays(-people),
                        DecidedAt = status is ApplicationStatus.Admitted or ApplicationStatus.WaitingList
                            ? DateTimeOffset.UtcNow
                            : null,
                        ContactName = "Åsa Berg",
                        ContactEmail = $"asa@{slug}.example",
                        Motivation = "2031.",
                        Focus = ["care"],
                        Team =
                        [
                            .. Application
                                .Functions.Take(people)
                                .Select(f => new TeamMember
                                {
                                    Function = f,
                                    Name = $"{slug} {(int)f}",
                                    Email = $"{(int)f}@{slug}.example",
                                    Mandate = "§ 14",
                                }),
                        ],
                        Cemr = CemrDeclaration.Signed,
                        CemrDate = new DateOnly(2020, 3, 1),
                        Baseline = "1231231231",
                        Stakeholders = "2031",
                        WillMentor = true,
                    }
                );
            }

            db.Participations.Add(
                new Participation
                {
                    CohortId = cohort.Id,
                    OrganisationId = organisations["karlskoga"],
                    Role = CohortRole.Participant,
                    Focus = ["care"],
                }
            );
            db.Participations.Add(
                new Participation
                {
                    CohortId = cohort.Id,
                    OrganisationId = organisations["umea"],
                    Role = CohortRole.Mentor,
                    Places = 2,
                }
            );
            db.Participations.Add(
                new Participation
                {
                    CohortId = cohort.Id,
                    OrganisationId = organisations["malmo"],
                    Role = CohortRole.Mentor,
                }
            );
            await db.SaveChangesAsync();
        });

    private static async Task ChangeAsync(PortalServer portal, Func<AppDb, Task> change)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var network = await db.Networks.SingleAsync(n => n.Slug == Hedemora.Network);
        scope.ServiceProvider.GetRequiredService<Caller>().Enter(network);
        await change(db);
    }
}
