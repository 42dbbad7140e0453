using System.Globalization;
using System.Text.Json.Serialization;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.App.Features.Pairing;

/// <summary>Proposed groups, with the figures and the words for each pair.</summary>
/// <param name="Number">Which of the cohort's proposals; null for one that is not kept.</param>
/// <param name="Version">For changes by hand.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="PublishedAt">When it was announced.</param>
/// <param name="IsStale">True when participants, mentors or places have changed since.</param>
/// <param name="IsRepair">True when it was to change as little as possible.</param>
/// <param name="WithoutMentors">True for groups of peers.</param>
/// <param name="MinPerGroup">The least number of participants in a group.</param>
/// <param name="MaxPerGroup">The most.</param>
/// <param name="Weights">What counted, in kilometres.</param>
/// <param name="Tolerance">The share by which groups that fit better were allowed to cost more.</param>
/// <param name="Groups">The groups, by mentor.</param>
/// <param name="Ungrouped">Participants that are in none: new since it was made, or their mentor has left.</param>
/// <param name="Forbidden">The pairs that had to be avoided.</param>
/// <param name="TotalDistanceKm">The sum of great-circle distances.</param>
/// <param name="Objective">The weighted sum.</param>
/// <param name="Optimum">The least possible weighted sum; null when not known.</param>
/// <param name="Optimal">True when the objective is proven to be the least possible.</param>
/// <param name="Fit">How well the participants of the groups fit each other.</param>
/// <param name="Changed">How many participants get another mentor than in the groups that there were; in a repair.</param>
public sealed record ProposalView(
    int? Number,
    int? Version,
    DateTimeOffset? MadeAt,
    DateTimeOffset? PublishedAt,
    bool IsStale,
    bool IsRepair,
    bool WithoutMentors,
    int MinPerGroup,
    int MaxPerGroup,
    PairingWeights Weights,
    double Tolerance,
    IReadOnlyList<ProposalView.Group> Groups,
    IReadOnlyList<string> Ungrouped,
    IReadOnlyList<Pair> Forbidden,
    double TotalDistanceKm,
    double Objective,
    double? Optimum,
    bool Optimal,
    FitGain Fit,
    int Changed
)
{
    public sealed record Group(
        string? Mentor,
        string? MentorName,
        int? Places,
        double? Latitude,
        double? Longitude,
        IReadOnlyList<Participant> Participants
    );

    /// <param name="Organisation">Slug, or the code in a what-if.</param>
    /// <param name="Name">The name.</param>
    /// <param name="DistanceKm">To the mentor; among peers the mean to the others.</param>
    /// <param name="Reasons">Why, in words.</param>
    /// <param name="Locked">True when the next calculation keeps the pair.</param>
    /// <param name="ByHand">True when somebody moved it.</param>
    /// <param name="RunnerUp">The mentor that would have been next.</param>
    /// <param name="Latitude">Where it is.</param>
    /// <param name="Longitude">Where it is.</param>
    public sealed record Participant(
        string Organisation,
        string Name,
        double DistanceKm,
        IReadOnlyList<string> Reasons,
        bool Locked,
        bool ByHand,
        RunnerUp? RunnerUp,
        double Latitude,
        double Longitude
    );

    /// <param name="Mentor">Its key.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="DistanceKm">How far it is.</param>
    /// <param name="ExtraCost">What choosing it instead costs the objective.</param>
    public sealed record RunnerUp(string Mentor, string Name, double DistanceKm, double ExtraCost);

    /// <summary>How many participants are in a group.</summary>
    public int Paired => Groups.Sum(g => g.Participants.Count);

    /// <summary>The participant with the longest way.</summary>
    [JsonIgnore]
    public (Group Group, Participant Participant)? Farthest =>
        Groups
            .SelectMany(g => g.Participants.Select(p => (Group: g, Participant: p)))
            .OrderByDescending(p => p.Participant.DistanceKm)
            .Select(p => ((Group, Participant)?)p)
            .FirstOrDefault();

    /// <summary>The view of a solution.</summary>
    /// <param name="problem">What was solved.</param>
    /// <param name="solution">The groups.</param>
    /// <param name="show">Writes to the reader.</param>
    /// <param name="kept">The proposal that it is kept as, if it is.</param>
    /// <param name="keptOf">The pair that a participant has in it, by key.</param>
    internal static ProposalView Of(
        PairingProblem problem,
        PairingSolution solution,
        Show show,
        PairingProposal? kept,
        bool stale,
        Func<string, ProposedPair?> keptOf,
        PairingSettings settings
    )
    {
        var organisations = problem
            .Participants.Concat(problem.Mentors.Select(m => m.Organisation))
            .DistinctBy(o => o.Key)
            .ToDictionary(o => o.Key);
        var places = problem.Mentors.ToDictionary(m => m.Organisation.Key, m => m.Most);
        return new ProposalView(
            kept?.Number,
            kept?.Version,
            kept?.MadeAt,
            kept?.PublishedAt,
            stale,
            settings.Repair,
            settings.WithoutMentors,
            settings.Least,
            settings.Most,
            problem.Weights,
            settings.Tolerance,
            [
                .. solution.Groups.Select(g => new Group(
                    g.Mentor,
                    g.Mentor is null ? null : organisations[g.Mentor].Name,
                    g.Mentor is null ? null : places[g.Mentor],
                    g.Mentor is null ? null : organisations[g.Mentor].Latitude,
                    g.Mentor is null ? null : organisations[g.Mentor].Longitude,
                    [
                        .. g
                            .Participants.OrderBy(p => p.DistanceKm)
                            .Select(p => new Participant(
                                p.Key,
                                organisations[p.Key].Name,
                                Math.Round(p.DistanceKm, 1),
                                g.Mentor is null ? [] : [.. PairReasons.Of(problem, solution, p.Key).Select(r => Word(r, show))],
                                keptOf(p.Key)?.IsLocked ?? problem.Locked.Any(l => l.Participant == p.Key),
                                keptOf(p.Key)?.IsByHand ?? false,
                                p.RunnerUp is { } next
                                    ? new RunnerUp(
                                        next.Mentor,
                                        organisations[next.Mentor].Name,
                                        Math.Round(next.DistanceKm, 1),
                                        Math.Round(next.ExtraCost, 1)
                                    )
                                    : null,
                                organisations[p.Key].Latitude,
                                organisations[p.Key].Longitude
                            )),
                    ]
                )),
            ],
            [
                .. problem
                    .Participants.Select(p => p.Key)
                    .Except(solution.Groups.SelectMany(g => g.Participants).Select(p => p.Key))
                    .Select(k => organisations[k].Name),
            ],
            problem.Forbidden,
            Math.Round(solution.TotalDistanceKm, 3),
            Math.Round(solution.Objective, 3),
            double.IsNaN(solution.Optimum) ? null : Math.Round(solution.Optimum, 3),
            solution.Optimal,
            new FitGain(Math.Round(solution.Fit.Before, 1), Math.Round(solution.Fit.After, 1)),
            solution.Changed
        );
    }

    /// <summary>A reason in words and figures.</summary>
    private static string Word(PairReason reason, Show show) =>
        reason.Kind switch
        {
            PairReasonKind.Locked => Texts.Reason_Locked,
            PairReasonKind.Nearest => Texts.Reason_Nearest,
            PairReasonKind.NextInDistance => Texts.Reason_NextInDistance(reason.Number),
            PairReasonKind.NearerIsFull => Nearer(reason, Texts.Reason_NearerFullOne, Texts.Reason_NearerFullMany),
            PairReasonKind.NearerChosenForOthers => Nearer(reason, Texts.Reason_NearerOthersOne, Texts.Reason_NearerOthersMany),
            PairReasonKind.SameCounty => Texts.Reason_SameCounty,
            PairReasonKind.SameGroup => Texts.Reason_SameGroup,
            PairReasonKind.SimilarSize => Texts.Reason_SimilarSize,
            PairReasonKind.SizeRatio => Size(reason.Ratio),
            _ => Texts.Reason_CommonFocus(
                Show.List(reason.Focus!.Select(f => show.Text(FocusAreas.Find(f)!.Name).ToLower(CultureInfo.CurrentCulture)))
            ),
        };

    private static string Nearer(PairReason reason, Func<object?, object?, string> one, Func<object?, object?, string> many)
    {
        var (names, km) = (reason.Others!, reason.Kilometres!.Select(k => Math.Round(k).ToString(CultureInfo.CurrentCulture)));
        var text = (names.Count == 1 ? one : many)(Show.List(names), Show.List(km));
        return reason.Number > names.Count ? Texts.Reason_AndMore(text, reason.Number - names.Count) : text;
    }

    private static string Size(double ratio)
    {
        if (ratio > 1)
        {
            return ratio >= 10
                ? Texts.Reason_MuchLarger
                : Texts.Reason_Larger(ratio.ToString(ratio < 3 ? "0.#" : "0", CultureInfo.CurrentCulture));
        }

        var part = (int)Math.Round(1 / ratio);
        return part <= 2 ? Texts.Reason_HalfSize
            : part > 10 ? Texts.Reason_MuchSmaller
            : Texts.Reason_PartSize(Texts.Reason_Parts.Split(' ')[part - 3]);
    }
}
