using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// The times that are proposed for a meeting: which suits, who has said what, answering, and what its planners do.
/// </summary>
public sealed partial class ViewPollModel(Moments moments) : PortalPage
{
    private const int NewRows = 3;

    public ViewPoll.View View { get; private set; } = null!;

    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    /// <summary>What she says, by the time's identity.</summary>
    [BindProperty]
    public Dictionary<int, PollReply> Replies { get; set; } = [];

    /// <summary>The version of each answer that the form showed.</summary>
    [BindProperty]
    public Dictionary<int, int> Seen { get; set; } = [];

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Deadline { get; set; }

    /// <summary>The times to take away.</summary>
    [BindProperty]
    public List<int> Remove { get; set; } = [];

    [BindProperty]
    public List<SlotRow> Rows { get; set; } = [];

    /// <summary>True when a change was refused: then its form is open.</summary>
    public bool Changing { get; private set; }

    /// <summary>What was just done.</summary>
    [TempData]
    public string? Told { get; set; }

    /// <summary>True while the reader has times to answer.</summary>
    public bool MustAnswer => View is { IsOpen: true, MayAnswer: true } && View.Slots.Any(s => s.Mine is null);

    /// <summary>True when the reader may decide a time, and somebody has answered.</summary>
    public bool MayDecide => View is { Plans: true, Answered: > 0, Slots.Count: > 0, Meeting.Status: MeetingStatus.Planned };

    /// <summary>How many have times left to answer, or are not asked yet.</summary>
    public int Waiting =>
        View.NotAsked + View.People.Where(p => View.Slots.Any(s => !p.Replies.ContainsKey(s.Id))).DistinctBy(p => p.Name).Count();

    /// <summary>The times with what she has chosen, sent or not.</summary>
    public IEnumerable<AnswerPollByLink.OwnSlot> Slots =>
        View.ByTime().Select(s => new AnswerPollByLink.OwnSlot(s.Id, s.StartsAt, s.EndsAt, s.Mine).Sent(Replies, Seen, Refusals));

    public string Headline
    {
        get
        {
            var meeting = Show.Meeting(View.Meeting.Form, View.Meeting.Number);
            if (View.Meeting is { Status: MeetingStatus.Confirmed, StartsAt: { } starts })
            {
                return Texts.PollDecided(meeting, Show.DayAndTime(starts));
            }

            if (View.Answered == 0)
            {
                return View.ClosedAt is not null ? Texts.PollHeadGivenUp(meeting) : Texts.PollHeadNobody;
            }

            var best = View.Slots[0];
            var complete = View.Slots.Count(s => s.IsComplete);
            var when = Show.Capital(Show.DayAndTime(best.StartsAt));
            return complete switch
            {
                0 => Texts.PollHeadClosest(Show.DayAndTime(best.StartsAt)),
                1 => Texts.PollHeadOne(when),
                _ => Show.Capital(Texts.PollHeadMany(Show.WordCommon(complete), Show.DayAndTime(best.StartsAt))),
            };
        }
    }

    /// <summary>How many have answered, and until when it can be done.</summary>
    public string Lede =>
        string.Join(
            " ",
            new[]
            {
                Texts.PollAnsweredOf(View.Answered, View.Asked),
                View.ClosedAt is { } closed ? Texts.PollClosedAt(Show.Moment(closed))
                : View.IsOpen ? Texts.PollAnswerBy(Show.Moment(View.Deadline))
                : Texts.PollEndedAt(Show.Moment(View.Deadline)),
                View.NotAsked switch
                {
                    0 => null,
                    1 => Texts.PollNotAskedOne,
                    var n => Show.Capital(Texts.PollNotAskedMany(Show.WordCommon(n))),
                },
            }.OfType<string>()
        );

    public string Count(ViewPoll.Slot slot) =>
        string.Join(
            " · ",
            new[]
            {
                Texts.PollCountYes(slot.Yes),
                slot.IfNeedBe > 0 ? Texts.PollCountIfNeedBe(slot.IfNeedBe) : null,
                slot.No > 0 ? Texts.PollCountNo(slot.No) : null,
                slot.Unanswered > 0 ? Texts.PollCountUnanswered(slot.Unanswered) : null,
            }.OfType<string>()
        );

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ViewPoll.Query(Id));
        if (!outcome.Ok && outcome.Refusals[0].Rule == "NoPoll" && (await Send(new SuggestPoll.Query(Id))).Ok)
        {
            return Redirect(Links.NewPoll(Network, Id));
        }

        return Load(outcome) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(new AnswerPoll.Command(Id, AnswerPollByLink.Given(Replies, Seen)));
        return outcome.Ok
            ? Done(Texts.PollThanks)
            : await LoadAsync() ?? Stay(AnswerPollByLink.OnPage(outcome.Refusals, Replies));
    }

    public async Task<IActionResult> OnPostRemindAsync()
    {
        var outcome = await Send(new RemindPoll.Command(Id));
        return !outcome.Ok
            ? await LoadAsync() ?? Stay(outcome.Refusals)
            : Done(
                string.Join(
                    " ",
                    new[]
                    {
                        outcome.Value.Reminded switch
                        {
                            0 => null,
                            1 => Texts.PollRemindedOne,
                            var n => Texts.PollRemindedMany(Show.WordCommon(n)),
                        },
                        outcome.Value.Asked switch
                        {
                            0 => null,
                            1 => Texts.PollAskedNewOne,
                            var n => Show.Capital(Texts.PollAskedNewMany(Show.WordCommon(n))),
                        },
                        outcome.Value.TooSoon switch
                        {
                            0 => null,
                            1 => Texts.PollTooSoonOne,
                            var n => Show.Capital(Texts.PollTooSoonMany(Show.WordCommon(n))),
                        },
                        outcome.Value is { Reminded: 0, Asked: 0, TooSoon: 0 } ? Texts.PollRemindedNobody : null,
                    }.OfType<string>()
                )
            );
    }

    public async Task<IActionResult> OnPostCloseAsync()
    {
        var outcome = await Send(new ClosePoll.Command(Id));
        return outcome.Ok ? Done(Texts.PollGivenUp) : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    public async Task<IActionResult> OnPostChangeAsync()
    {
        var (version, deadline) = (Version, Deadline);
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        (Version, Deadline, Changing) = (version, deadline, true);
        var kept = View.ByTime().Where(s => !Remove.Contains(s.Id)).ToList();
        var (times, skipped) = SlotRow.Read(Rows, moments);
        if (skipped.Count > 0)
        {
            return Stay(skipped);
        }

        var outcome = await Send(
            new ChangePoll.Command(
                Id,
                [.. kept.Select(s => new ProposedTime(s.StartsAt, s.EndsAt)), .. times.Select(t => t.Time)],
                moments.Read(Deadline),
                Version
            )
        );
        if (outcome.Ok)
        {
            return Done(times.Count == 0 ? Texts.PollChanged : Texts.PollChangedTold);
        }

        return Stay([
            .. outcome.Refusals.Select(r =>
                r with
                {
                    Field = FieldOf(r, i => i < kept.Count ? $"remove-{kept[i].Id}" : SlotRow.Anchor(times[i - kept.Count].Row)),
                }
            ),
        ]);
    }

    /// <summary>The field of a form for a time's refusal: <c>slots[2].endsAt</c> is the third that was sent.</summary>
    internal static string? FieldOf(Refusal refusal, Func<int, string> slot) =>
        OfSlot().Match(refusal.Field ?? "") is { Success: true } match
            ? slot(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))
            : refusal.Field;

    [GeneratedRegex(@"^slots\[(\d+)\]")]
    private static partial Regex OfSlot();

    private RedirectResult Done(string told)
    {
        Told = told;
        return Redirect(Links.Poll(Network, Id));
    }

    private async Task<IActionResult?> LoadAsync() => Load(await Send(new ViewPoll.Query(Id)));

    private IActionResult? Load(Outcome<ViewPoll.View> outcome)
    {
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        (Version, Deadline) = (View.Version, moments.Write(View.Deadline));
        Rows = [.. Rows.Take(Poll.MostSlots)];
        Rows.AddRange(Enumerable.Range(0, Math.Max(0, NewRows - Rows.Count)).Select(_ => new SlotRow()));
        return null;
    }
}
