using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Assessments;

public sealed class ViewMunicipalityModel(InstrumentCatalogue instruments) : PortalPage
{
    public ViewMunicipality.View View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    /// <summary>The reader's function in the organisation, when she has one.</summary>
    public Function? Function { get; private set; }

    /// <summary>The surveys that wait for the reader's answers.</summary>
    public IReadOnlyList<ListMySurveys.Line> Surveys { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ViewMunicipality.Query(Cohort, Organisation));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Instrument = instruments[View.Instrument];
        Function = Caller.FunctionsAt(Organisation) is [var first, ..] ? first : null;
        Surveys = (await Send(new ListMySurveys.Query())).Value!.Items;
        return Page();
    }

    public string Headline =>
        View.Latest is not { } latest ? Texts.MunicipalityNone(View.Name)
        : latest.IsModelMunicipality == true ? Texts.MunicipalityIsModel(View.Name, latest.Sum, Instrument.HighestSum)
        : latest.MissingForStatus is { } missing
            ? Show.Count(
                missing.Steps.Count,
                n => Texts.MunicipalityLacksOne(n, View.Name, latest.Sum, Instrument.HighestSum),
                n => Texts.MunicipalityLacksMany(n, View.Name, latest.Sum, Instrument.HighestSum)
            )
        : Texts.MunicipalitySum(View.Name, latest.Sum, Instrument.HighestSum);

    /// <summary>True on her own page: what a function may ask the network.</summary>
    public bool LearnsFrom => View.Sight == ViewMunicipality.Sight.Own && View.WithdrawnAt is null;

    public Instrument InstrumentOf(string key) => instruments[key];

    public string ShortStep(int step) => Show.Text(Instrument.Steps[step - 1].Short);

    /// <summary>What has moved since the first occasion, as a finding.</summary>
    public string HistoryHeadline
    {
        get
        {
            var (first, last) = (View.Scored[0].Scores!, View.Scored[^1].Scores!);
            var up = first.Zip(last).Count(p => p.Second > p.First);
            var down = first.Zip(last).Count(p => p.Second < p.First);
            return View.Scored.Count == 1
                ? Texts.HistoryFirst(Show.Occasion(View.Scored[0].Key))
                : (up, down) switch
                {
                    (0, 0) => Texts.HistoryUnchanged(Show.Occasion(View.Scored[0].Key)),
                    (_, 0) => Texts.HistoryUp(Show.WordFirst(up), Show.Occasion(View.Scored[0].Key)),
                    (0, _) => Texts.HistoryDown(Show.WordFirst(down), Show.Occasion(View.Scored[0].Key)),
                    _ => Texts.HistoryBoth(Show.WordFirst(up), Show.Word(down), Show.Occasion(View.Scored[0].Key)),
                };
        }
    }

    /// <summary>The change of a step at its last submission and why, as one line.</summary>
    public (int Change, string? Cause, int? Improvement) LastChange(int step)
    {
        var scored = View.Scored;
        if (scored.Count < 2 || scored[^1].Scores![step - 1] is not { } now || scored[^2].Scores![step - 1] is not { } before)
        {
            return (0, null, null);
        }

        var cause = scored[^1].Causes.FirstOrDefault(c => c.Step == step);
        return (now - before, cause is null ? null : cause.Text ?? cause.Cause.Name(), cause?.ImprovementId);
    }

    /// <summary>What goes on at home, as a finding.</summary>
    public string ImprovementsHeadline
    {
        get
        {
            var open = View.Improvements;
            var (late, still) = (open.Count(i => i.IsOverdue), open.Count(i => i.IsUntouched && !i.IsOverdue));
            return open.Count == 0 ? Texts.ImprovementsNoneOpen
                : late > 0
                    ? Show.Capital(
                        open.Count == 1 ? Texts.ImprovementsOnlyLate
                        : late == 1 ? Texts.ImprovementsOneLate(Show.WordCommon(late), Show.Word(open.Count))
                        : Texts.ImprovementsManyLate(Show.WordCommon(late), Show.Word(open.Count))
                    )
                : still > 0 ? Show.Capital(Show.CountCommon(still, Texts.ImprovementsOneStill, Texts.ImprovementsManyStill))
                : Show.Capital(Show.CountCommon(open.Count, Texts.ImprovementsOneGoesOn, Texts.ImprovementsManyGoOn));
        }
    }

    /// <summary>What has happened to the group, as the plain fact: what is done about it is the coordinator's.</summary>
    public IEnumerable<string> Facts()
    {
        if (View.Sight == ViewMunicipality.Sight.Followed)
        {
            return View.GroupFlags.Select(f => f.Name());
        }

        return View.Role == CohortRole.Mentor
            ? MentorFacts(View.GroupFlags)
            : View
                .GroupFlags.Select(f =>
                    f switch
                    {
                        GroupFlag.MentorLeft => Texts.FactMentorLeft,
                        GroupFlag.MentorUnavailable => Texts.FactMentorUnavailable,
                        GroupFlag.TooFewParticipants => Texts.FactAlone,
                        _ => null,
                    }
                )
                .OfType<string>();
    }

    /// <summary>The same to the mentor.</summary>
    public static IEnumerable<string> MentorFacts(IEnumerable<GroupFlag> flags) =>
        flags
            .Select(f =>
                f switch
                {
                    GroupFlag.MentorUnavailable => Texts.FactUnavailable,
                    GroupFlag.TooFewParticipants => Texts.FactMenteesFew,
                    GroupFlag.MoreThanPlaces => Texts.FactMenteesMany,
                    _ => null,
                }
            )
            .OfType<string>();

    /// <summary>What the reader should do now, in a heading, an explanation and where to.</summary>
    public (string Heading, string Text, string? Button, string? Link) ToDo()
    {
        if (View.WithdrawnAt is { } left)
        {
            return (Texts.HasLeftHead(View.Name, Show.Date(left)), Texts.HasLeftWhat, null, null);
        }

        if (View.Current is not { } current || View.Progress is not { } progress)
        {
            return (Texts.DoNothing, Texts.DoNothingWhy, null, null);
        }

        var occasion = Show.Occasion(current.Key);
        var others = progress.Where(p => p.Function != Function).ToList();
        var due = Texts.LastDay(Show.Day(current.DueAt));
        var steps = Instrument.Steps.Count;
        if (current.Status == AssessmentStatus.Submitted)
        {
            return (
                Texts.DoSubmitted(occasion),
                Texts.DoSubmittedWhy,
                Texts.SeeCommonAnswers,
                Links.Assessment(Network, Cohort, Organisation, current.Key)
            );
        }

        if (Function is not { } function)
        {
            return (Texts.DoFollow(occasion), string.Join(" ", progress.Select(Sentence)) + " " + due, null, null);
        }

        var mine = progress.First(p => p.Function == function);
        var said = string.Join(" ", others.Select(Sentence));
        var scoring = Links.Scoring(Network, Cohort, Organisation, current.Key);
        var compare = Links.Compare(Network, Cohort, Organisation, current.Key);
        return mine switch
        {
            { HandedIn: false, Answered: 0 } => (
                Texts.DoBegin(Show.Word(steps), occasion),
                $"{Texts.DoBeginWhy} {said} {due}",
                Texts.BeginScoring,
                scoring
            ),
            { HandedIn: false } when mine.Answered < steps => (
                Show.Count(steps - mine.Answered, Texts.DoContinueOne, Texts.DoContinueMany),
                $"{Texts.DoContinueWhy(mine.Answered, steps, occasion)} {said} {due}",
                Texts.ContinueScoring,
                scoring
            ),
            { HandedIn: false } => (
                Texts.DoHandIn,
                $"{Texts.DoHandInWhy(steps, occasion)} {said} {due}",
                Texts.ReviewAndHandIn,
                Links.Review(Network, Cohort, Organisation, current.Key)
            ),
            _ when others.Any(o => !o.HandedIn) => (
                Texts.DoWait(Show.List(others.Where(o => !o.HandedIn).Select(o => o.Function.Name().ToLowerInvariant()))),
                $"{said} {due}",
                Texts.SeeScorings,
                compare
            ),
            _ when function == Domain.Accounts.Function.KeyPerson => (
                Texts.DoAgree,
                $"{Texts.DoAgreeWhy} {due}",
                Texts.CompareAndAgree,
                compare
            ),
            _ => (Texts.DoTalk, Texts.DoTalkWhy, Texts.SeeScorings, compare),
        };
    }

    private string Sentence(ViewMunicipality.FunctionProgress p)
    {
        var who = TextsExtensions.Named("TheFunction_" + p.Function);
        return p.HandedIn ? Texts.HasHandedIn(who)
            : p.Person is null ? Texts.IsVacant(who)
            : p.Answered == 0 ? Texts.HasNotBegun(who)
            : Texts.HasAnswered(who, p.Answered, Instrument.Steps.Count);
    }
}
