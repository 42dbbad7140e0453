using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.App.Features.Pairing;

/// <summary>Where the coordinator has groups proposed, sees why, locks and moves, and announces them.</summary>
public sealed class ViewProposalModel : PortalPage
{
    private const char PairSeparator = '/';

    public ListProposals.View All { get; private set; } = null!;

    /// <summary>The proposal shown; null while there is none.</summary>
    public ProposalView? View { get; private set; }

    /// <summary>Where the participant that is being moved could go.</summary>
    public ViewMoves.View? Moves { get; private set; }

    [BindProperty(SupportsGet = true)]
    public int? Number { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Participant { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public List<string> Locked { get; set; } = [];

    [BindProperty]
    public string? Mentor { get; set; }

    [BindProperty]
    public string? MinPerGroup { get; set; } = "2";

    [BindProperty]
    public string? MaxPerGroup { get; set; } = "3";

    [BindProperty]
    public string? Distance { get; set; } = "1";

    [BindProperty]
    public string? Size { get; set; } = "0";

    [BindProperty]
    public string? Focus { get; set; } = "0";

    /// <summary>In percent.</summary>
    [BindProperty]
    public string? Tolerance { get; set; } = "0";

    /// <summary>Pairs to avoid, as mentor/participant.</summary>
    [BindProperty]
    public List<string> Avoid { get; set; } = [];

    [BindProperty]
    public string? AvoidParticipant { get; set; }

    [BindProperty]
    public string? AvoidMentor { get; set; }

    [BindProperty]
    public bool WithoutMentors { get; set; }

    [BindProperty]
    public bool Repair { get; set; }

    public override string? Anchor(Refusal refusal) =>
        refusal.Field switch
        {
            null => null,
            { } f when f.StartsWith("forbidden", StringComparison.Ordinal) => "forbidden",
            { } f when f.StartsWith("locked", StringComparison.Ordinal) => View is null ? "settings" : "proposal",
            "mentor" when Moves is not null => "p-" + Moves.Participant,
            "minPerGroup" or "maxPerGroup" or "tolerance" or "weights.distance" or "weights.size" or "weights.focus" =>
                refusal.Field,
            _ => "settings",
        };

    public string Headline =>
        View is not { } v ? Texts.PairingHead(All.Participants, All.Places)
        : v.Ungrouped.Count > 0 ? Show.Capital(Show.CountCommon(v.Ungrouped.Count, Texts.PairingLeftOne, Texts.PairingLeftMany))
        : v.WithoutMentors ? Texts.PairingPeers(v.Paired, v.Groups.Count)
        : Texts.PairingAll(
            v.Paired,
            Km(v.Groups.SelectMany(g => g.Participants).Select(p => p.DistanceKm).DefaultIfEmpty(0).Average())
        );

    public string Lede
    {
        get
        {
            var v = View!;
            var parts = new List<string>
            {
                v.Optimal ? Texts.PairingProven(Km(v.TotalDistanceKm))
                : v.Optimum is { } least && v.Objective > least
                    ? Texts.PairingAbove(Km(v.TotalDistanceKm), Km(v.Objective - least))
                : Texts.PairingUnproven(Km(v.TotalDistanceKm)),
            };
            var locked = v.Groups.SelectMany(g => g.Participants).Count(p => p.Locked);
            if (locked > 0)
            {
                parts.Add(Show.Capital(Show.Count(locked, Texts.LockedOne, Texts.LockedMany)));
            }

            if (v is { IsRepair: true, PublishedAt: null })
            {
                parts.Add(
                    Show.Capital(
                        v.Changed == 1
                            ? Texts.ChangedOne(
                                v.Changed == 0 ? Texts.NoneOfThem.ToLower(CultureInfo.CurrentCulture) : Show.WordCommon(v.Changed)
                            )
                            : Texts.ChangedMany(
                                v.Changed == 0 ? Texts.NoneOfThem.ToLower(CultureInfo.CurrentCulture) : Show.WordCommon(v.Changed)
                            )
                    )
                );
            }

            if (v is { WithoutMentors: false, Farthest: { } far, PublishedAt: null })
            {
                parts.Add(Texts.FarthestIs(far.Participant.Name, Km(far.Participant.DistanceKm)));
            }

            return string.Join(' ', parts);
        }
    }

    public string AgainText
    {
        get
        {
            var free = View!.Groups.SelectMany(g => g.Participants).Count(p => !p.Locked);
            return View.IsStale ? Texts.AgainStale : Texts.Again(free);
        }
    }

    /// <summary>The participant to look at: the one with by far the longest way.</summary>
    public string? Stressed =>
        View is { WithoutMentors: false, Farthest: { } far }
        && far.Participant.DistanceKm > 1.1 * View.Groups.SelectMany(g => g.Participants).Average(p => p.DistanceKm)
            ? far.Participant.Organisation
            : null;

    public IReadOnlyList<MapPlace> Places =>
        [
            .. View!
                .Groups.Where(g => g.Mentor is not null)
                .Select(g => new MapPlace(
                    g.Mentor!,
                    g.MentorName!,
                    g.Latitude!.Value,
                    g.Longitude!.Value,
                    MapRole.Mentor,
                    Title: Texts.MapMentorTitle(g.MentorName, g.Participants.Count)
                )),
            .. View.Groups.SelectMany(g =>
                g.Participants.Select(p => new MapPlace(
                    p.Organisation,
                    p.Name,
                    p.Latitude,
                    p.Longitude,
                    g.Mentor is null ? MapRole.Unplaced : MapRole.Participant,
                    g.Mentor,
                    p.Organisation == Stressed,
                    g.Mentor is null ? p.Name : Texts.MapPairTitle(p.Name, g.MentorName, Km(p.DistanceKm))
                ))
            ),
        ];

    public string Km(double km) => Math.Round(km).ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>A bar as long as the distance is to the longest one.</summary>
    public IHtmlContent Bar(double km)
    {
        var longest = Math.Max(1, View!.Farthest?.Participant.DistanceKm ?? 1);
        return new HtmlString(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""<svg width="100%" height="6" aria-hidden="true" focusable="false"><rect width="{100 * km / longest:0.#}%" height="6" rx="3"/></svg>"""
            )
        );
    }

    public string RunnerUp(ProposalView.RunnerUp next) =>
        Math.Abs(next.ExtraCost) < 0.5 ? Texts.RunnerUpSame(next.Name, Km(next.DistanceKm))
        : next.ExtraCost > 0 ? Texts.RunnerUpCosts(next.Name, Km(next.DistanceKm), Km(next.ExtraCost))
        : Texts.RunnerUpGains(next.Name, Km(next.DistanceKm), Km(-next.ExtraCost));

    public string Consequence(ViewMoves.Move move)
    {
        var load = (
            move.Becomes > move.Places
                ? Texts.MoveBecomesOver(Show.Word(move.Becomes), move.Places)
                : Texts.MoveBecomes(Show.Word(move.Becomes), move.Places)
        );
        var cost =
            Math.Abs(move.ExtraCost) < 0.5 ? Texts.MoveSame
            : move.ExtraCost > 0 ? Texts.MoveCosts(Km(move.ExtraCost))
            : Texts.MoveGains(Km(-move.ExtraCost));
        return $"{load}, {cost}";
    }

    public string Describe(string pair) =>
        pair.Split(PairSeparator) is [var mentor, var participant]
            ? Texts.AvoidPair(NameOf(All.ParticipantNames, participant), NameOf(All.Mentors, mentor))
            : pair;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        if (View is { } v)
        {
            (MinPerGroup, MaxPerGroup) = (Write(v.MinPerGroup), Write(v.MaxPerGroup));
            (Distance, Size, Focus, Tolerance) = (
                Write(v.Weights.Distance),
                Write(v.Weights.Size),
                Write(v.Weights.Focus),
                Write(100 * v.Tolerance)
            );
            Avoid = [.. v.Forbidden.Select(f => f.Mentor + PairSeparator + f.Participant)];
            (WithoutMentors, Repair) = (v.WithoutMentors, v.IsRepair);
        }

        return Page();
    }

    /// <summary>Proposes anew, with the settings as typed; nothing is locked.</summary>
    public async Task<IActionResult> OnPostProposeAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        if (
            !string.IsNullOrEmpty(AvoidMentor)
            && !string.IsNullOrEmpty(AvoidParticipant)
            && !Avoid.Contains(AvoidMentor + PairSeparator + AvoidParticipant)
        )
        {
            Avoid.Add(AvoidMentor + PairSeparator + AvoidParticipant);
        }

        var unreadable = new List<Refusal>();
        var asked = new ProposePairing.Body(
            (int?)Read(MinPerGroup, "minPerGroup", unreadable, whole: true),
            (int?)Read(MaxPerGroup, "maxPerGroup", unreadable, whole: true),
            new PairingWeights(
                Read(Distance, "weights.distance", unreadable),
                Read(Size, "weights.size", unreadable),
                Read(Focus, "weights.focus", unreadable)
            ),
            [],
            [.. Avoid.Select(a => a.Split(PairSeparator)).Where(a => a.Length == 2).Select(a => new Pair(a[0], a[1]))],
            null,
            null,
            Read(Tolerance, "tolerance", unreadable) / 100,
            WithoutMentors,
            Repair && !WithoutMentors
        );
        return unreadable.Count > 0 ? Stay(unreadable) : await ProposeAsync(asked);
    }

    /// <summary>Proposes anew with the settings of this proposal, keeping what is locked.</summary>
    public async Task<IActionResult> OnPostAgainAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        if (View is not { } v)
        {
            return Turn([Refusal.NotFound()]);
        }

        var mentors = All.Mentors.Select(m => m.Organisation).ToHashSet();
        return await ProposeAsync(
            new ProposePairing.Body(
                v.MinPerGroup,
                v.MaxPerGroup,
                v.Weights,
                [
                    .. v
                        .Groups.Where(g => g.Mentor is not null && mentors.Contains(g.Mentor))
                        .SelectMany(g =>
                            g.Participants.Where(p => Locked.Contains(p.Organisation))
                                .Select(p => new Pair(g.Mentor!, p.Organisation))
                        ),
                ],
                v.Forbidden,
                null,
                null,
                v.Tolerance,
                v.WithoutMentors,
                v.IsRepair
            )
        );
    }

    public Task<IActionResult> OnPostLocksAsync() => ChangeAsync(null);

    public Task<IActionResult> OnPostMoveAsync() => ChangeAsync(Participant);

    public async Task<IActionResult> OnPostPublishAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        var outcome = await Send(new PublishProposal.Command(Cohort, View?.Number ?? 0, Version));
        return outcome.Ok ? Redirect(Links.PairingNumber(Network, Cohort, outcome.Value.Number!.Value)) : Stay(outcome.Refusals);
    }

    private async Task<IActionResult> ChangeAsync(string? moved)
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        var outcome = await Send(new ChangeProposal.Command(Cohort, View?.Number ?? 0, Locked, moved, Mentor, Version));
        return outcome.Ok
            ? Redirect(Links.PairingNumber(Network, Cohort, outcome.Value.Number!.Value) + (moved is null ? "" : "#p-" + moved))
            : Stay(outcome.Refusals);
    }

    private async Task<IActionResult> ProposeAsync(ProposePairing.Body asked)
    {
        var outcome = await Send(new ProposePairing.Command(Cohort, asked));
        return outcome.Ok ? Redirect(Links.PairingNumber(Network, Cohort, outcome.Value.Number!.Value)) : Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var all = await Send(new ListProposals.Query(Cohort));
        if (!all.Ok)
        {
            return Turn(all.Refusals);
        }

        All = all.Value;
        var view = All.Items.Count == 0 && Number is null ? null : await Send(new ViewProposal.Query(Cohort, Number));
        if (view is { Ok: false })
        {
            return Turn(view.Refusals);
        }

        View = view?.Value;
        if (View is { PublishedAt: null } v && !string.IsNullOrEmpty(Participant))
        {
            Moves = (await Send(new ViewMoves.Query(Cohort, v.Number!.Value, Participant))).Value;
        }

        return null;
    }

    private static string NameOf(IReadOnlyList<ListProposals.Named> all, string slug) =>
        all.FirstOrDefault(a => a.Organisation == slug)?.Name ?? slug;

    private static string Write(double number) => number.ToString("0.####", CultureInfo.CurrentCulture);

    /// <summary>A number as it is written in either language.</summary>
    private static double Read(string? text, string field, List<Refusal> unreadable, bool whole = false)
    {
        if (
            double.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && (!whole || (Math.Abs(number) < 1000 && number == Math.Floor(number)))
        )
        {
            return number;
        }

        unreadable.Add(Refusal.Invalid(whole ? "WholeNumber" : "NotANumber", field));
        return 0;
    }
}
