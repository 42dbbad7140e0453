using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>What an application says to a criterion, in facts that a reader can judge.</summary>
internal static class Evidence
{
    public static IReadOnlyList<string> Of(Criterion criterion, Application application, Instrument instrument, Show show) =>
        criterion.Kind switch
        {
            CriterionKind.Functions =>
            [
                .. Application.Functions.Select(f =>
                    Texts.EvidenceOf(
                        f.Name(),
                        application.Of(f) switch
                        {
                            { IsNamed: true } m => m.Name,
                            { Name: { } name } => Texts.EvidenceNoEmail(name),
                            { Email: { } email } => Texts.EvidenceNoName(email),
                            _ => Texts.EvidenceNobody,
                        }
                    )
                ),
            ],
            CriterionKind.Mandate =>
            [
                .. Application.Functions.Select(f =>
                    Texts.EvidenceOf(f.Name(), application.Of(f) is { HasMandate: true } m ? m.Mandate : Texts.EvidenceNoMandate)
                ),
            ],
            CriterionKind.Cemr => [Cemr(application)],
            CriterionKind.Baseline =>
            [
                application.Scores is not { ScoredCount: > 0 } scores ? Texts.EvidenceNoScores
                : scores.ScoredCount < instrument.Steps.Count ? Texts.ProgressSome(scores.ScoredCount, instrument.Steps.Count)
                : Texts.EvidenceSum(instrument.Steps.Count, scores.Sum, instrument.HighestSum),
            ],
            CriterionKind.Stakeholders => [application.Stakeholders ?? Texts.EvidenceNoStakeholders],
            CriterionKind.Commitment =>
            [
                application.WillMentor switch
                {
                    true => Texts.EvidenceWillMentor,
                    false => Texts.EvidenceWillNotMentor,
                    null => Texts.NotAnswered,
                },
            ],
            _ => application.Answers.Find(a => a.Criterion == criterion.Key) is { } answer
                ?
                [
                    .. new[]
                    {
                        answer.IsMet switch
                        {
                            true => Texts.Yes,
                            false => Texts.No,
                            null => Texts.NotAnswered,
                        },
                        answer.Evidence,
                    }.OfType<string>(),
                ]
                : [Texts.NotAnswered],
        };

    private static string Cemr(Application application) =>
        (application.Cemr, application.CemrDate) switch
        {
            (null, _) => Texts.NotAnswered,
            (CemrDeclaration.Signed, { } date) => Texts.EvidenceSignedOn(Show.Date(date)),
            (CemrDeclaration.Signed, null) => Texts.CemrDeclaration_Signed,
            (CemrDeclaration.Planned, { } date) => Texts.EvidencePlannedFor(Show.Date(date)),
            _ => Texts.EvidenceNotPlanned,
        };
}
