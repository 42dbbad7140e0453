using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>What stands in one part of an application, to be read.</summary>
public sealed record PartText(
    ApplicationPart Part,
    ApplicationDraft Content,
    IReadOnlyList<ViewApplication.CriterionLine> Criteria,
    Instrument Instrument
)
{
    /// <summary>The cohort's own questions, in order.</summary>
    public IEnumerable<ViewApplication.CriterionLine> Questions => Criteria.Where(c => c.Kind == CriterionKind.Question);
}
