using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Features.Meetings;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>
/// One improvement as a story: what it is about, its cycles with the next thing to write, what was found at meetings, what others
/// say.
/// </summary>
[RequestSizeLimit(Limits.UploadBytes)]
[LargestFile(Attachment.LargestMegabytes)]
public sealed class ViewImprovementModel(InstrumentCatalogue instruments, TimeProvider time) : PortalPage
{
    private string? _act;

    [BindProperty(SupportsGet = true)]
    public int Improvement { get; set; }

    public ViewImprovement.View View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    /// <summary>The meeting from which she comes to write a review, or for which she writes it.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Meeting { get; set; }

    [BindProperty]
    public int? Version { get; set; }

    /// <summary>The cycle that is written in; null for one that is begun.</summary>
    [BindProperty]
    public int? Number { get; set; }

    [BindProperty]
    public CycleForm Cycle { get; set; } = new();

    [BindProperty]
    public ImprovementStatus? ReviewStatus { get; set; }

    [BindProperty]
    public string? Finding { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>
    /// The meeting whose review the form showed, and its version; of another that was chosen instead she has seen none.
    /// </summary>
    [BindProperty]
    public int? SeenAt { get; set; }

    [BindProperty]
    public int? Seen { get; set; }

    public bool IsCycleRefused => _act == "cycle";

    public bool IsReviewRefused => _act == "review";

    /// <summary>
    /// The meeting that is chosen in the form of the review: that from which she comes, else the last that has been.
    /// </summary>
    public int? ReviewMeeting =>
        View.ReviewAt.Any(m => m.Id == Meeting)
            ? Meeting
            : View.ReviewAt.FirstOrDefault(m => m.At <= time.GetUtcNow())?.Id ?? View.ReviewAt[0].Id;

    private ViewImprovement.Cycle? Last => View.Cycles.Count == 0 ? null : View.Cycles[^1];

    /// <summary>The part of a cycle that is to be written next; null when the next thing is something else.</summary>
    public string? Next =>
        View.EndedAt is not null
            ? null
            : Last switch
            {
                null or { Outcome: CycleOutcome.Adapt } => nameof(CycleForm.Plan),
                { Outcome: not null } => null,
                { Do: null } => nameof(CycleForm.Do),
                { Study: null } => nameof(CycleForm.Study),
                _ => nameof(CycleForm.Act),
            };

    /// <summary>The cycle in which that is; null for one to begin.</summary>
    public int? NextNumber => Last is { Outcome: null } last ? last.Number : null;

    public CycleForm NextCycle => NextNumber is null ? new CycleForm() : CycleForm.Of(Last!);

    public string NextButton =>
        Next switch
        {
            nameof(CycleForm.Plan) => Texts.SavePlan,
            nameof(CycleForm.Do) => Texts.SaveDo,
            nameof(CycleForm.Study) => Texts.SaveStudy,
            _ => Texts.SaveAct,
        };

    /// <summary>The move that is the thing to do now, when no writing is.</summary>
    public ImprovementStatus? MainMove =>
        Next is not null ? null
        : View.EndedAt is not null ? null
        : Last?.Outcome == CycleOutcome.Abandon ? ImprovementStatus.Stopped
        : View.Status == ImprovementStatus.Active ? ImprovementStatus.Done
        : ImprovementStatus.Active;

    /// <summary>The version of the review that the form was sent with.</summary>
    private int? SeenReview => SeenAt is null || Meeting == SeenAt ? Seen : ContentVersion.None;

    /// <summary>The version of the review that the form carries.</summary>
    public int ReviewVersion
    {
        get
        {
            var now = View.Reviews.FirstOrDefault(r => r.Meeting.Id == ReviewMeeting)?.Version ?? ContentVersion.None;
            return IsReviewRefused ? Carried(SeenReview, now) : now;
        }
    }

    public string Headline
    {
        get
        {
            var i = View;
            return i.Status switch
            {
                _ when i.IsOverdue => Texts.ImprovementIsLate(i.Title),
                _ when i.IsUntouched => Texts.ImprovementIsStill(i.Title),
                ImprovementStatus.Planned => Texts.ImprovementIsPlanned(i.Title),
                ImprovementStatus.Active => Texts.ImprovementIsActive(i.Title),
                ImprovementStatus.Done => Texts.ImprovementIsDone(i.Title),
                _ => Texts.ImprovementIsStopped(i.Title),
            };
        }
    }

    public string CyclesHeadline =>
        View.Cycles.Count == 0 ? Texts.CyclesNone
        : Last!.Outcome is { } outcome
            ? (
                View.Cycles.Count == 1
                    ? Texts.CyclesEndedOne(outcome.Name().ToLower(System.Globalization.CultureInfo.CurrentCulture))
                    : Texts.CyclesEndedMany(
                        outcome.Name().ToLower(System.Globalization.CultureInfo.CurrentCulture),
                        Show.WordFirst(View.Cycles.Count)
                    )
            )
        : Texts.CyclesOpen(View.Cycles.Count);

    public override string? Anchor(Refusal refusal) => Field(refusal.Field);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        var written = View.Reviews.FirstOrDefault(r => View.ReviewAt.Count > 0 && r.Meeting.Id == ReviewMeeting);
        (ReviewStatus, Finding) = (written?.Status, written?.Finding);
        return Page();
    }

    public Task<IActionResult> OnPostStatusAsync(ImprovementStatus? to) =>
        ActAsync("status", new SetStatus.Command(Cohort, Organisation, Improvement, to, Version));

    public Task<IActionResult> OnPostCycleAsync() =>
        ActAsync(
            "cycle",
            new WriteCycle.Command(Cohort, Organisation, Improvement, Number, Cycle.Draft, Version ?? -1),
            Number is { } number ? $"#cycle-{number}" : "#cycles"
        );

    public async Task<IActionResult> OnPostReviewAsync(int? from)
    {
        var then = from is { } meeting ? Links.MeetingRecord(Network, meeting) + "#improvements" : null;
        return await ActAsync(
            "review",
            new ReviewImprovement.Command(Cohort, Organisation, Improvement, Meeting ?? 0, ReviewStatus, Finding, SeenReview),
            "#reviews",
            then
        );
    }

    public Task<IActionResult> OnPostCommentAsync() =>
        ActAsync("comment", new CommentImprovement.Command(Cohort, Organisation, Improvement, Text), "#comments");

    public Task<IActionResult> OnPostRemoveCommentAsync(int comment) =>
        ActAsync("remove", new RemoveComment.Command(Cohort, Organisation, Improvement, comment), "#comments");

    public async Task<IActionResult> OnPostUploadAsync(IFormFile? file)
    {
        if (file is null)
        {
            _act = "upload";
            return await RefuseAsync([Refusal.Invalid("FileMissing", "file")]);
        }

        var sent = await UploadAttachment.SentAsync(file, HttpContext.RequestAborted);
        return await ActAsync(
            "upload",
            new UploadAttachment.ToImprovement(Cohort, Organisation, Improvement, sent.Name, sent.Bytes),
            "#attachments"
        );
    }

    public Task<IActionResult> OnPostRemoveDocumentAsync(int attachment) =>
        ActAsync("document", new RemoveAttachment.Command(attachment), "#attachments");

    /// <summary>What the reader should do now, in a heading and an explanation.</summary>
    public (string Heading, string What) Now() =>
        View.EndedAt is not null
            ? (Texts.NowEnded, Texts.NowEndedWhat)
            : Next switch
            {
                nameof(CycleForm.Plan) when Last is null => (Texts.NowPlanFirst, Texts.NowPlanFirstWhat),
                nameof(CycleForm.Plan) => (Texts.NowPlanNext, Texts.NowPlanNextWhat),
                nameof(CycleForm.Do) => (Texts.NowDo, Texts.NowDoWhat),
                nameof(CycleForm.Study) => (Texts.NowStudy, Texts.NowStudyWhat),
                nameof(CycleForm.Act) => (Texts.NowAct, Texts.NowActWhat),
                _ when Last?.Outcome == CycleOutcome.Abandon => (Texts.NowAbandoned, Texts.NowAbandonedWhat),
                _ => (Texts.NowAdopted, Texts.NowAdoptedWhat),
            };

    public string Short(int step) => Show.Text(Instrument.Steps[step - 1].Short);

    /// <summary>The four parts of a cycle, each with what is written and what it is called.</summary>
    public static IEnumerable<(string Name, string? Text, string Label)> Parts(CycleForm cycle) =>
        [
            (nameof(CycleForm.Plan), cycle.Plan, Texts.CyclePlan),
            (nameof(CycleForm.Do), cycle.Do, Texts.CycleDo),
            (nameof(CycleForm.Study), cycle.Study, Texts.CycleStudy),
            (nameof(CycleForm.Act), cycle.Act, Texts.CycleAct),
        ];

    public static string Hint(string part) =>
        part switch
        {
            nameof(CycleForm.Plan) => Texts.CyclePlanHint,
            nameof(CycleForm.Do) => Texts.CycleDoHint,
            nameof(CycleForm.Study) => Texts.CycleStudyHint,
            _ => Texts.CycleActHint,
        };

    public static string Means(CycleOutcome outcome) =>
        outcome switch
        {
            CycleOutcome.Adopt => Texts.OutcomeMeansAdopt,
            CycleOutcome.Adapt => Texts.OutcomeMeansAdapt,
            _ => Texts.OutcomeMeansAbandon,
        };

    private async Task<IActionResult> ActAsync<T>(string act, IUse<T> request, string? place = null, string? then = null)
    {
        _act = act;
        var outcome = await Send(request);
        return outcome.Ok
            ? Redirect(then ?? Links.Improvement(Network, Cohort, Organisation, Improvement) + place)
            : await RefuseAsync(outcome.Refusals);
    }

    private async Task<IActionResult> RefuseAsync(IReadOnlyList<Refusal> refusals)
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        // What is wrong is told beside the field that it was typed in.
        ModelState.Clear();
        foreach (var refusal in refusals.Where(r => r.Field is not null))
        {
            ModelState.AddModelError(Field(refusal.Field)!, Show.Sentence(refusal));
        }

        return Stay(refusals);
    }

    /// <summary>The id of the field that a refusal concerns: those of a cycle are there more than once.</summary>
    private string? Field(string? field)
    {
        if (field is null || !IsCycleRefused)
        {
            return field is "status" && IsReviewRefused ? "reviewStatus" : field;
        }

        var name = Platform.Show.Capital(field);
        return Number != NextNumber ? $"c{Number}-{name}"
            : name == Next || (name == nameof(CycleForm.Outcome) && Next == nameof(CycleForm.Act)) ? $"next-{name}"
            : $"c{Number}-{name}";
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewImprovement.Query(Cohort, Organisation, Improvement));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Instrument = instruments[View.Instrument];
        return null;
    }

    /// <summary>A cycle as a form posts it.</summary>
    public sealed class CycleForm
    {
        public string? Plan { get; set; }

        public string? Do { get; set; }

        public string? Study { get; set; }

        public string? Act { get; set; }

        public CycleOutcome? Outcome { get; set; }

        public CycleDraft Draft => new(Plan, Do, Study, Act, Outcome);

        public static CycleForm Of(ViewImprovement.Cycle cycle) =>
            new()
            {
                Plan = cycle.Plan,
                Do = cycle.Do,
                Study = cycle.Study,
                Act = cycle.Act,
                Outcome = cycle.Outcome,
            };
    }
}
