using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>Tells those whose answers an import replaced, each in one mail however many occasions it was.</summary>
internal static class ImportLetters
{
    public static async Task TellAsync(
        Letters letters,
        Caller caller,
        Cohort cohort,
        IReadOnlyList<(int Organisation, ImportAssessments.Line Line)> replaced,
        CancellationToken ct
    )
    {
        if (replaced.Count == 0)
        {
            return;
        }

        var linesOf = replaced.ToLookup(r => r.Organisation, r => r.Line);
        var readers = (await letters.PeopleOfEachAsync([.. linesOf.Select(l => l.Key)], ct)).ToLookup(r => r.PersonId);
        letters.Send(
            MailTopic.Assessment,
            readers.Select(r => r.First()),
            () => Texts.Mail_ImportSubject(cohort.Name),
            reader =>
                [
                    Texts.Mail_ImportWhat(cohort.Name),
                    .. from place in readers[reader.PersonId]
                    from line in linesOf[place.OrganisationId]
                    select $"{line.Name}, {Show.Occasion(line.Occasion)}: {What(line)}\n"
                        + letters.Site
                        + Links.Assessment(caller.Network!.Slug, cohort.Slug, line.Organisation, line.Occasion),
                    Texts.Mail_ImportWrong,
                ]
        );
    }

    /// <summary>What was replaced, in words: the submitted scores that moved, or whose answers were handed in.</summary>
    public static string What(ImportAssessments.Line line) =>
        line.Before is not { } before
            ? ""
            : string.Join(
                " ",
                new[]
                {
                    !before.Submitted
                        ? Texts.ImportBeforeHandedIn(
                            Show.List(
                                before.HandedIn.Select(f => f.Name().ToLower(System.Globalization.CultureInfo.CurrentCulture))
                            )
                        )
                    : before.Moved.Count > 0
                        ? Texts.ImportBeforeMoved(
                            string.Join(", ", before.Moved.Select(m => $"{m.Step}: {Score(m.From)} → {Score(m.To)}"))
                        )
                    : null,
                    before.Comments.Count > 0
                        ? Texts.ImportBeforeComments(string.Join(", ", before.Comments.Keys.Order()))
                        : null,
                }.Where(s => s is not null)
            );

    private static string Score(int? score) => score is { } s ? $"{s}" : "–";
}
