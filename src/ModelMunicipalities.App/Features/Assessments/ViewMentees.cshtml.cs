using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>The mentor's first page: her participants side by side.</summary>
public sealed class ViewMenteesModel(InstrumentCatalogue instruments, TimeProvider time) : PortalPage
{
    public ViewMentees.View View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    /// <summary>The surveys that wait for the reader's answers.</summary>
    public IReadOnlyList<ListMySurveys.Line> Surveys { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ViewMentees.Query(Cohort));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Instrument = instruments[View.Instrument];
        Surveys = (await Send(new ListMySurveys.Query())).Value!.Items;
        return Page();
    }

    /// <summary>True when every organisation of hers that is mentor has said what it can take.</summary>
    public bool HasAnswered => View.Mentors.All(m => m.Places is not null || m.IsUnavailable);

    public string Headline
    {
        get
        {
            if (View.Mentees.Count == 0)
            {
                return HasAnswered
                    ? Texts.MenteesNoGroup(Show.List(View.Mentors.Select(m => m.Name)), View.CohortName)
                    : Texts.MenteesNoGroupAsked(Show.List(View.Mentors.Select(m => m.Name)), View.CohortName);
            }

            var names = Show.List(View.Mentees.Select(m => m.Name));
            if (View.Current is null)
            {
                return Texts.MenteesHead(names);
            }

            var missing = View.Mentees.Where(m => m.Status != AssessmentStatus.Submitted).Select(m => m.Name).ToList();
            var occasion = Show.Occasion(View.Current);
            return missing.Count == 0 ? Texts.MenteesAll(occasion)
                : missing.Count == View.Mentees.Count ? Texts.MenteesNone(occasion)
                : Texts.MenteesSome(Show.List(missing), occasion);
        }
    }

    /// <summary>The occasions at which at least one has submitted.</summary>
    public IReadOnlyList<string> Scored => [.. View.Occasions.Where(o => View.Mentees.Any(m => m.Scores.ContainsKey(o)))];

    public string Short(int step) => Show.Text(Instrument.Steps[step - 1].Short);
}
