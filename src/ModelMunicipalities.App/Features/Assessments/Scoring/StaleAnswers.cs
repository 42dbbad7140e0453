using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>Answers that were refused since they were changed elsewhere in the meantime.</summary>
internal static class StaleAnswers
{
    public static bool IsStaleAnswer(this Refusal refusal) => refusal.Rule is "ChangedInOtherTab" or "ChangedByOther";

    /// <summary>The refusals with the name of who changed the answer, where it was somebody else.</summary>
    public static async Task<List<Refusal>> NamedAsync(this AppDb db, IReadOnlyList<Refusal> refusals, CancellationToken ct)
    {
        var named = new List<Refusal>();
        foreach (var refusal in refusals)
        {
            named.Add(
                refusal is { Rule: "ChangedByOther", Args: [var step, var at, int person] }
                    ? refusal with
                    {
                        Args = [step, at, await db.Users.Where(u => u.Id == person).Select(u => u.Name).SingleAsync(ct)],
                    }
                    : refusal
            );
        }

        return named;
    }
}
