using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>The cohort's mentors, whether their places are enough, and asking more: the coordinator's page.</summary>
public sealed class ListMentorsModel : PortalPage
{
    private const int MostCandidates = 200;

    public ListMentors.View View { get; private set; } = null!;

    public IReadOnlyList<ListMentorCandidates.Line> Candidates { get; private set; } = [];

    public IReadOnlyList<ListMentorCandidates.Line> Willing => [.. Candidates.Where(c => c.Said is not null)];

    public IReadOnlyList<ListMentorCandidates.Line> Others => [.. Candidates.Where(c => c.Said is null)];

    /// <summary>The slugs that are ticked.</summary>
    [BindProperty]
    public List<string> Organisations { get; set; } = [];

    /// <summary>Who has just been asked.</summary>
    [TempData]
    public string? AskedNames { get; set; }

    /// <summary>Those of them where nobody could be written to.</summary>
    [TempData]
    public string? NobodyAt { get; set; }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(new AskMentors.Command(Cohort, Organisations));
        if (!outcome.Ok)
        {
            return await LoadAsync() ?? Stay(outcome.Refusals);
        }

        AskedNames = Show.List(outcome.Value.Items.Select(i => i.Name));
        NobodyAt = outcome.Value.Items.Where(i => i.Mailed == 0).Select(i => i.Name).ToList() is { Count: > 0 } without
            ? Show.List(without)
            : null;
        return Redirect(Links.Mentors(Network, Cohort));
    }

    public override string? Anchor(Refusal refusal) => refusal.Field is null ? null : "organisations";

    public string Headline
    {
        get
        {
            var giving = View.Items.Count(m => m is { WithdrawnAt: null, IsUnavailable: false, Places: > 0 });
            var places = View.Places == 1 ? Texts.MentorsPlacesOne : Texts.MentorsPlacesMany(Show.WordCommon(View.Places));
            var participants = View.Participants switch
            {
                0 => Texts.MentorsParticipantsNone,
                1 => Texts.MentorsParticipantsOne,
                var n => Texts.MentorsParticipantsMany(Show.WordCommon(n)),
            };
            return View.Mentors == 0 ? Texts.MentorsNone
                : giving == 0
                    ? (
                        View.Mentors == 1
                            ? Texts.MentorsNobodyAnsweredOne
                            : Texts.MentorsNobodyAnsweredMany(Show.Word(View.Mentors))
                    )
                : giving == 1 ? Texts.MentorsHeadOne(places, participants)
                : Texts.MentorsHeadMany(Show.WordFirst(giving), places, participants);
        }
    }

    /// <summary>Whether the places are enough, who has not answered, and how many applications wait.</summary>
    public string Lede
    {
        get
        {
            var missing = View.Participants - View.Places;
            var waiting = View.Items.Where(m => m is { WithdrawnAt: null, Answered: false }).Select(m => m.Name).ToList();
            var undecided = View.Applications.GetValueOrDefault(ApplicationStatus.Submitted);
            return string.Join(
                " ",
                new[]
                {
                    View.Participants == 0 ? null
                    : missing <= 0 ? Texts.MentorsEnough
                    : missing == 1 ? Texts.MentorsShortOne
                    : Texts.MentorsShortMany(Show.Word(missing)),
                    waiting.Count == 0 ? null : Texts.MentorsWaiting(Show.List(waiting)),
                    undecided switch
                    {
                        0 => null,
                        1 => Texts.MentorsUndecidedOne,
                        _ => Show.Capital(Texts.MentorsUndecidedMany(Show.WordCommon(undecided))),
                    },
                }.OfType<string>()
            );
        }
    }

    public string Area(string key) => FocusAreas.Find(key) is { } area ? Show.Text(area.Name) : key;

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ListMentors.Query(Cohort));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Candidates = (await Send(new ListMentorCandidates.Query(Cohort, 1, MostCandidates))).Value!.Items;
        return null;
    }
}
