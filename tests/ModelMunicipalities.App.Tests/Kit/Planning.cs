using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>A cohort on its way to its start, as far as a test needs it done before it begins.</summary>
internal static class Planning
{
    public static Task<Reply> CreateCohortAsync(this TestNetwork network, object body) =>
        network.Coordinator.Api.PostAsync(network.InNetwork("/cohorts"), body);

    /// <summary>Criteria, without which applications cannot open.</summary>
    public static Task SetCriteriaAsync(this TestNetwork network) =>
        network.ChangeAsync(async db =>
            (await db.Cohorts.SingleAsync(c => c.Id == network.Cohort.Id)).Criteria = ProgrammeTemplate.All[0].NewCriteria()
        );

    public static async Task<string> PlanVersionAsync(this TestNetwork network) =>
        (await network.Coordinator.Api.GetAsync(network.InCohort("/plan"))).ShouldBeOk().ETag;

    /// <summary>Takes the cohort to a stage, from the version that it has.</summary>
    public static async Task<Reply> MoveAsync(this TestNetwork network, CohortStage stage, string? version = null) =>
        await network.Coordinator.Api.PostWithVersionAsync(
            network.InCohort("/stage"),
            new { stage },
            version ?? await network.PlanVersionAsync()
        );

    public static Task<Reply> PostWithVersionAsync(this Api api, string path, object? body, string version) =>
        api.SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body, options: Json), r =>
            r.Headers.TryAddWithoutValidation("If-Match", version)
        );

    /// <summary>The network once its cohort has criteria.</summary>
    public static async Task<TestNetwork> WithCriteriaAsync(this Task<TestNetwork> building)
    {
        var network = await building;
        await network.SetCriteriaAsync();
        return network;
    }

    /// <summary>The names of those that a search among whom to invite finds.</summary>
    public static async Task<List<string>> FoundAsync(this TestNetwork network, string search) =>
        [
            .. (await network.Coordinator.Api.GetAsync(network.InCohort("/invitations" + search))).ShouldBeOk()["found"]!
                .AsArray()
                .Select(f => f!["name"]!.ToString()),
        ];

    /// <summary>An address of somebody whom nobody else writes to.</summary>
    public static string Contact() => $"asa.{Guid.NewGuid().ToString("N")[..10]}@kiruna.example";

    public static Task<Reply> InviteToApplyAsync(this TestNetwork network, object body) =>
        network.Coordinator.Api.PostAsync(network.InCohort("/invitations"), body);

    public static Task<Reply> NameContactsAsync(
        this TestNetwork network,
        params (string Organisation, string Name, string Email)[] contacts
    ) =>
        network.Coordinator.Api.PostAsync(
            network.InCohort("/invitations/contacts"),
            new
            {
                contacts = contacts.Select(c => new
                {
                    organisation = c.Organisation,
                    name = c.Name,
                    email = c.Email,
                }),
            }
        );

    /// <summary>Every mail to some address of the network, or to these.</summary>
    public static async Task<IReadOnlyList<OutgoingMail>> MailsAsync(this TestNetwork network, params string[] also) =>
        await network.InDbAsync(db =>
            db.OutgoingMails.Where(m => m.To.EndsWith($"@{network.Slug}.example") || also.Contains(m.To))
                .OrderBy(m => m.Id)
                .ToListAsync()
        );

    /// <summary>An application of an organisation in some state.</summary>
    public static Task AppliedAsync(this TestNetwork network, string organisation, ApplicationStatus status) =>
        network.ChangeAsync(db =>
        {
            db.Applications.Add(
                new Application
                {
                    CohortId = network.Cohort.Id,
                    OrganisationId = network[organisation].Id,
                    Status = status,
                    InvitedAt = DateTimeOffset.UtcNow,
                }
            );
            return Task.CompletedTask;
        });

    /// <summary>What every mentor can take.</summary>
    public static Task OfferPlacesAsync(this TestNetwork network, int places = 3) =>
        network.ChangeAsync(db => db.Participations.Where(p => p.Role == CohortRole.Mentor).ForEachAsync(p => p.Places = places));

    /// <summary>Has groups proposed, each mentor with what it can take.</summary>
    public static async Task<Reply> ProposeAsync(this TestNetwork network)
    {
        await network.OfferPlacesAsync();
        return (
            await network.Coordinator.Api.PostAsync(network.InCohort("/pairing/proposals"), new { minPerGroup = 1 })
        ).ShouldBeOk();
    }

    /// <summary>The body that leaves the plan as it is.</summary>
    public static PlanBody Unchanged(Reply plan) =>
        new(
            null,
            [
                .. plan["occasions"]!
                    .AsArray()
                    .Select(o => new PlanBody.Dates(
                        o!["key"]!.ToString(),
                        o["opensAt"]!.GetValue<DateTimeOffset>(),
                        o["dueAt"]!.GetValue<DateTimeOffset>(),
                        o["startsAt"]!.GetValue<DateTimeOffset>(),
                        o["endsAt"]!.GetValue<DateTimeOffset>()
                    )),
            ],
            [
                .. plan["days"]!
                    .AsArray()
                    .Select(d => new PlanBody.Times(
                        d!["startsAt"]!.GetValue<DateTimeOffset>(),
                        d["endsAt"]!.GetValue<DateTimeOffset>()
                    )),
            ]
        );

    private static readonly System.Text.Json.JsonSerializerOptions Json = new(System.Text.Json.JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase) },
    };

    public sealed record PlanBody(DateTimeOffset? ApplyBy, List<PlanBody.Dates> Occasions, List<PlanBody.Times> Days)
    {
        public sealed record Dates(
            string? Key,
            DateTimeOffset? OpensAt,
            DateTimeOffset? DueAt,
            DateTimeOffset? StartsAt,
            DateTimeOffset? EndsAt
        );

        public sealed record Times(DateTimeOffset? StartsAt, DateTimeOffset? EndsAt);
    }
}
