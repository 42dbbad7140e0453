using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Proposing times for a meeting.</summary>
public sealed class OpenPollModel(Moments moments) : PortalPage
{
    private const int Visible = 6;

    private const int AtATime = 4;

    public SuggestPoll.View View { get; private set; } = null!;

    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public List<SlotRow> Rows { get; set; } = [];

    [BindProperty]
    public string? Deadline { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        Rows = [.. View.Slots.Select(s => SlotRow.Of(s, moments))];
        Deadline = View.Deadline is { } by ? moments.Write(by) : null;
        Fill(Visible);
        return Page();
    }

    /// <summary>More rows, with what was typed in those that there are.</summary>
    public async Task<IActionResult> OnPostMoreAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        ModelState.Clear();
        Fill(Math.Max(Visible, Rows.Count + AtATime));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        Fill(Visible);
        var (times, skipped) = SlotRow.Read(Rows, moments);
        if (skipped.Count > 0)
        {
            return Stay(skipped);
        }

        var outcome = await Send(new OpenPoll.Command(Id, [.. times.Select(t => t.Time)], moments.Read(Deadline)));
        return outcome.Ok
            ? Redirect(Links.Poll(Network, Id))
            : Stay([
                .. outcome.Refusals.Select(r => r with { Field = ViewPollModel.FieldOf(r, i => SlotRow.Anchor(times[i].Row)) }),
            ]);
    }

    private void Fill(int rows)
    {
        Rows = [.. Rows.Take(Poll.MostSlots)];
        Rows.AddRange(Enumerable.Range(0, Math.Max(0, Math.Min(rows, Poll.MostSlots) - Rows.Count)).Select(_ => new SlotRow()));
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new SuggestPoll.Query(Id));
        if (!outcome.Ok)
        {
            return outcome.Refusals[0].Rule == "PollAlreadyOpen" ? Redirect(Links.Poll(Network, Id)) : Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
