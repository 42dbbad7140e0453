using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// The criteria of admission: each of the programme's is required, counts, or is left out; own questions beside.
/// </summary>
public sealed class SetCriteriaModel(InstrumentCatalogue instruments) : PortalPage
{
    /// <summary>How many own questions the page has room for beyond those there are.</summary>
    private const int Room = 3;

    public static readonly IReadOnlyList<CriterionKind> Kinds =
    [
        .. Enum.GetValues<CriterionKind>().Where(k => k != CriterionKind.Question),
    ];

    /// <summary>What a criterion can be; the words of the texts' names.</summary>
    public static readonly IReadOnlyList<string> Weights = ["required", "counts", "out"];

    public ViewPlan.View View { get; private set; } = null!;

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public Dictionary<string, string> Chosen { get; set; } = [];

    [BindProperty]
    public List<QuestionForm> Questions { get; set; } = [];

    [BindProperty]
    public string? Instrument { get; set; }

    public IEnumerable<Instrument> Instruments => instruments.All.OrderBy(i => i.Key, StringComparer.Ordinal);

    public string Of(CriterionKind kind) => Chosen.GetValueOrDefault($"{kind}", "out");

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        (Version, Instrument) = (View.Version, View.Instrument);
        Chosen = View
            .Criteria.Where(c => c.Kind != CriterionKind.Question)
            .ToDictionary(c => $"{c.Kind}", c => c.IsRequired ? "required" : "counts");
        Questions =
        [
            .. View
                .Criteria.Where(c => c.Kind == CriterionKind.Question)
                .Select(c => new QuestionForm { Text = c.Question, IsRequired = c.IsRequired }),
        ];
        MakeRoom();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        var outcome = await Send(
            new SetCriteria.Command(
                Cohort,
                Instrument,
                [
                    .. Kinds.Where(k => Of(k) != "out").Select(k => new SetCriteria.Given(k, Of(k) == "required")),
                    .. Questions
                        .Where(q => !string.IsNullOrWhiteSpace(q.Text))
                        .Select(q => new SetCriteria.Given(CriterionKind.Question, q.IsRequired, q.Text)),
                ],
                Version
            )
        );
        if (outcome.Ok)
        {
            return Redirect(Links.Plan(Network, Cohort));
        }

        var fields = Enumerable
            .Range(0, Questions.Count)
            .Where(i => !string.IsNullOrWhiteSpace(Questions[i].Text))
            .Select((i, given) => ($"criteria[{Kinds.Count(k => Of(k) != "out") + given}].question", $"question-{i + 1}"))
            .ToDictionary();
        MakeRoom();
        return Stay([
            .. outcome.Refusals.Select(r => r with { Field = r.Field is { } f ? fields.GetValueOrDefault(f, f) : null }),
        ]);
    }

    private void MakeRoom() =>
        Questions.AddRange(
            Enumerable
                .Range(0, Math.Max(0, Room - Questions.Count(q => string.IsNullOrWhiteSpace(q.Text))))
                .Select(_ => new QuestionForm())
        );

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewPlan.Query(Cohort));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return View.Stage.WhyNot(CohortAct.SetCriteria) is { } refusal ? Turn([refusal]) : null;
    }

    /// <summary>An own question as typed.</summary>
    public sealed class QuestionForm
    {
        public string? Text { get; set; }

        public bool IsRequired { get; set; }
    }
}
