using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Applications over the API, as far as a test needs them done before it begins.</summary>
internal static class Applying
{
    /// <summary>An address of the API about an organisation's application.</summary>
    public static string ApplicationOf(this TestNetwork network, string organisation, string path = "") =>
        network.InCohort($"/applications/{network[organisation].Slug}{path}");

    /// <summary>A page about it.</summary>
    public static string ApplicationPage(this TestNetwork network, string organisation, string path = "") =>
        network.CohortPage($"/applications/{network[organisation].Slug}{path}");

    /// <summary>Where the contact that <see cref="Whole"/> names gets her mail; she has no account.</summary>
    public static string Contact(this TestNetwork network) => $"kontakt@{network.Slug}.example";

    /// <summary>Makes the cohort ask for everything, and one question of its own.</summary>
    public static Task AskAsync(this TestNetwork network) =>
        network.ChangeAsync(async db =>
            (await db.Cohorts.SingleAsync()).Criteria = [
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
                    Question = "Har ni tid?",
                },
            ]
        );

    public static Task SetStageAsync(this TestNetwork network, CohortStage stage) =>
        network.ChangeAsync(async db => (await db.Cohorts.SingleAsync()).Stage = stage);

    /// <summary>All of an application, meeting every criterion.</summary>
    public static Dictionary<string, object?> Whole(this TestNetwork network) =>
        new()
        {
            ["contactName"] = "Åsa Kontakt",
            ["contactEmail"] = network.Contact(),
            ["contactPhone"] = "0920-123",
            ["motivation"] = "Vi vill lära av andra.",
            ["focus"] = new[] { "schools", "care" },
            ["team"] = Application.Functions.Select(f => new
            {
                function = char.ToLowerInvariant(f.ToString()[0]) + f.ToString()[1..],
                name = $"Ny {f}",
                email = $"ny.{f}@{network.Slug}.example".ToLowerInvariant(),
                mandate = "§ 14",
            }),
            ["cemr"] = "signed",
            ["cemrDate"] = "2020-03-01",
            ["baseline"] = new[] { 1, 2, 3, 1, 2, 3, 1, 2, 3, 1 },
            ["stakeholders"] = "Länsstyrelsen",
            ["willMentor"] = true,
            ["answers"] = new[]
            {
                new
                {
                    criterion = "question-1",
                    isMet = true,
                    evidence = "Tjugo procent.",
                },
            },
        };

    /// <summary>The same with something else in it.</summary>
    public static Dictionary<string, object?> But(this Dictionary<string, object?> body, string field, object? value) =>
        new(body) { [field] = value };

    public static async Task<string> SaveApplicationAsync(
        this TestNetwork network,
        string organisation,
        Dictionary<string, object?>? body = null
    ) =>
        (
            await network[organisation, Function.KeyPerson]
                .Api.PutAsync(network.ApplicationOf(organisation), body ?? network.Whole())
        )
            .ShouldBeOk()
            .ETag;

    public static async Task<int> SubmitApplicationAsync(
        this TestNetwork network,
        string organisation,
        Dictionary<string, object?>? body = null
    )
    {
        await network.SaveApplicationAsync(organisation, body);
        return (
            await network[organisation, Function.KeyPerson].Api.PostAsync(network.ApplicationOf(organisation, "/submission"))
        ).ShouldBeOk()["version"]!.GetValue<int>();
    }

    public static async Task<Reply> DecideAsync(
        this TestNetwork network,
        string organisation,
        string decision,
        string? reason = null,
        int? version = null
    ) =>
        await network.Coordinator.Api.PostAsync(
            network.ApplicationOf(organisation, "/decision"),
            new
            {
                decision,
                reason,
                version = version ?? await network.VersionOfApplicationAsync(organisation),
            }
        );

    public static async Task<int> VersionOfApplicationAsync(this TestNetwork network, string organisation) =>
        (await network.Coordinator.Api.GetAsync(network.ApplicationOf(organisation))).ShouldBeOk()["version"]!.GetValue<int>();
}
