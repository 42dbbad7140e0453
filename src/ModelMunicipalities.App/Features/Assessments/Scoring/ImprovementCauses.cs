using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>Answers that point at an improvement as what moved their score.</summary>
internal static class ImprovementCauses
{
    /// <summary>
    /// The answers as they are to be saved: the improvement is the cause, and its title stands where no other words were
    /// given. Refuses one that is not the organisation's own in the cohort. Asks the database only when some answer points at
    /// one.
    /// </summary>
    public static async Task<Outcome<IReadOnlyList<GivenAnswer>>> ReadAsync(
        AppDb db,
        LoadedAssessment loaded,
        IReadOnlyList<GivenAnswer> answers,
        CancellationToken ct
    )
    {
        if (answers.All(a => a.ImprovementId is null))
        {
            return answers.ToList();
        }

        var titles = await db
            .Improvements.Where(i => i.CohortId == loaded.Cohort.Id && i.OrganisationId == loaded.Organisation.Id)
            .ToDictionaryAsync(i => i.Id, i => i.Title, ct);
        var unknown = answers
            .Index()
            .Where(a => a.Item.ImprovementId is { } id && !titles.ContainsKey(id))
            .Select(a => Refusal.Invalid("ImprovementUnknown", $"scores[{a.Index}].improvementId"))
            .ToList();
        return unknown.Count > 0 ? unknown : answers.Select(Fill).ToList();

        // Another improvement chosen than before: the title that was filled in goes with the one before.
        GivenAnswer Fill(GivenAnswer a) =>
            a.ImprovementId is not { } id || a.Cause is not (null or ChangeCause.Improvement)
                ? a
                : a with
                {
                    Cause = ChangeCause.Improvement,
                    CauseText =
                        string.IsNullOrWhiteSpace(a.CauseText) || titles.ContainsValue(a.CauseText.Trim())
                            ? titles[id]
                            : a.CauseText,
                };
    }
}
