using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>The dates of a cohort, all on one page, in the network's time zone.</summary>
public sealed class SchedulePlanModel(Moments moments) : PortalPage
{
    public ViewPlan.View View { get; private set; } = null!;

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? ApplyBy { get; set; }

    [BindProperty]
    public List<OccasionForm> Occasions { get; set; } = [];

    [BindProperty]
    public List<DayForm> Days { get; set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        Version = View.Version;
        ApplyBy = View.ApplyBy is { } by ? moments.Write(by) : null;
        Occasions =
        [
            .. View.Occasions.Select(o => new OccasionForm
            {
                Key = o.Key,
                Opens = moments.Write(o.OpensAt),
                Due = moments.Write(o.DueAt),
                Starts = moments.Write(o.StartsAt),
                Ends = moments.Write(o.EndsAt),
            }),
        ];
        Days = [.. View.Days.Select(d => new DayForm { Starts = moments.Write(d.StartsAt), Ends = moments.Write(d.EndsAt) })];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        var outcome = await Send(
            new SchedulePlan.Command(
                Cohort,
                ReadOptional(ApplyBy),
                [
                    .. Occasions.Select(o => new SchedulePlan.Dates(
                        o.Key,
                        moments.Read(o.Opens),
                        moments.Read(o.Due),
                        moments.Read(o.Starts),
                        moments.Read(o.Ends)
                    )),
                ],
                [.. Days.Select(d => new SchedulePlan.Times(moments.Read(d.Starts), moments.Read(d.Ends)))],
                Version
            )
        );
        if (outcome.Ok)
        {
            return Redirect(Links.Plan(Network, Cohort));
        }

        // What was typed stays, as far as the timeline has a place for it.
        Occasions = [.. View.Occasions.Select((o, i) => Occasions.ElementAtOrDefault(i) ?? new OccasionForm { Key = o.Key })];
        Days = [.. View.Days.Select((_, i) => Days.ElementAtOrDefault(i) ?? new DayForm())];
        return Stay(outcome.Refusals);
    }

    /// <summary>Null when it is left empty; what cannot be read is a date that is refused.</summary>
    private DateTimeOffset? ReadOptional(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : moments.Read(text) ?? DateTimeOffset.MinValue;

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewPlan.Query(Cohort));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return View.Stage.WhyNot(CohortAct.Schedule) is { } refusal ? Turn([refusal]) : null;
    }

    /// <summary>The fields of an occasion as typed.</summary>
    public sealed class OccasionForm
    {
        public string? Key { get; set; }

        public string? Opens { get; set; }

        public string? Due { get; set; }

        public string? Starts { get; set; }

        public string? Ends { get; set; }
    }

    /// <summary>The fields of another day as typed.</summary>
    public sealed class DayForm
    {
        public string? Starts { get; set; }

        public string? Ends { get; set; }
    }
}
