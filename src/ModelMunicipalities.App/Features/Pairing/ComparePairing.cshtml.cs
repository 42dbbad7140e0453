using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Features.Pairing;

/// <summary>Two proposals side by side: their figures, and whose mentor differs.</summary>
public sealed class ComparePairingModel : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public int Number { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Other { get; set; }

    public ProposalView Here { get; private set; } = null!;

    public ProposalView There { get; private set; } = null!;

    /// <summary>Those whose mentor, or company among peers, is not the same.</summary>
    public IReadOnlyList<(string Name, string Here, string There, string Km)> Differences { get; private set; } = [];

    public string Headline
    {
        get
        {
            var km = Math.Round(There.TotalDistanceKm - Here.TotalDistanceKm);
            return Differences.Count == 0 ? Texts.CompareSame(Number, Other)
                : km == 0 ? Texts.CompareEqual(Number, Other)
                : km > 0 ? Texts.CompareShorter(Number, Whole(km), Other)
                : Texts.CompareLonger(Number, Whole(-km), Other);
        }
    }

    public string Lede =>
        Differences.Count == 0
            ? Texts.CompareNobody
            : Show.Capital(Show.CountCommon(Differences.Count, Texts.CompareOne, Texts.CompareMany));

    public IEnumerable<(string Name, string Here, string There)> Figures =>
        [
            (Texts.TotalKm, Whole(Here.TotalDistanceKm), Whole(There.TotalDistanceKm)),
            (Texts.ObjectiveHead, Whole(Here.Objective), Whole(There.Objective)),
            (Texts.ProofHead, Here.Optimal ? Texts.ProvenShort : "–", There.Optimal ? Texts.ProvenShort : "–"),
            (Texts.LongestKm, Farthest(Here), Farthest(There)),
            (Texts.FitHead, Whole(Here.Fit.After), Whole(There.Fit.After)),
        ];

    public async Task<IActionResult> OnGetAsync()
    {
        var (here, there) = (
            await Send(new ViewProposal.Query(Cohort, Number)),
            await Send(new ViewProposal.Query(Cohort, Other))
        );
        if (!here.Ok || !there.Ok)
        {
            return Turn(here.Ok ? there.Refusals : here.Refusals);
        }

        (Here, There) = (here.Value, there.Value);
        var others = Of(There);
        Differences =
        [
            .. from p in Of(Here).OrderBy(p => p.Value.Name, NameOrder.Swedish)
            join q in others on p.Key equals q.Key into found
            from q in found.DefaultIfEmpty()
            where p.Value.With != q.Value.With
            select (p.Value.Name, Cell(p.Value), Cell(q.Value), q.Key is null ? "–" : Show.Change(q.Value.Km - p.Value.Km, 0)),
        ];
        return Page();
    }

    private static string Whole(double number) => Math.Round(number).ToString("N0", CultureInfo.CurrentCulture);

    private static string Farthest(ProposalView view) =>
        view.Farthest is { } far ? $"{Whole(far.Participant.DistanceKm)} ({far.Participant.Name})" : "–";

    private static string Cell((string Name, string With, double Km) at) =>
        at.With is null ? "–" : $"{at.With}, {Whole(at.Km)} km";

    private static Dictionary<string, (string Name, string With, double Km)> Of(ProposalView view) =>
        view
            .Groups.SelectMany(g =>
                g.Participants.Select(p =>
                    (
                        p.Organisation,
                        Value: (
                            p.Name,
                            g.MentorName ?? Show.List(g.Participants.Where(o => o != p).Select(o => o.Name)),
                            p.DistanceKm
                        )
                    )
                )
            )
            .ToDictionary(p => p.Organisation, p => p.Value);
}
