using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>The dates of a cohort, all on one page, in the network's time zone.</summary>
public sealed class PlanDatesModel : PortalPage
{
    private const string Format = "yyyy-MM-dd'T'HH:mm";

    public ViewPlan.View View { get; private set; } = null!;

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? ApplyBy { get; set; }

    [BindProperty]
    public List<OccasionForm> Occasions { get; set; } = [];

    [BindProperty]
    public List<DayForm> Days { get; set; } = [];

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Caller.Network!.TimeZone);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        Version = View.Version;
        ApplyBy = View.ApplyBy is { } by ? Write(by) : null;
        Occasions = [.. View.Occasions.Select(o => new OccasionForm { Key = o.Key, Opens = Write(o.OpensAt), Due = Write(o.DueAt), Starts = Write(o.StartsAt), Ends = Write(o.EndsAt) })];
        Days = [.. View.Days.Select(d => new DayForm { Starts = Write(d.StartsAt), Ends = Write(d.EndsAt) })];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        var outcome = await Send(new SchedulePlan.Command(
            Cohort,
            ReadOptional(ApplyBy),
            [.. Occasions.Select(o => new SchedulePlan.Dates(o.Key, Read(o.Opens), Read(o.Due), Read(o.Starts), Read(o.Ends)))],
            [.. Days.Select(d => new SchedulePlan.Times(Read(d.Starts), Read(d.Ends)))],
            Version));
        if (outcome.Ok)
        {
            return Redirect(Links.Plan(Network, Cohort));
        }

        // What was typed stays, as far as the timeline has a place for it.
        Occasions = [.. View.Occasions.Select((o, i) => Occasions.ElementAtOrDefault(i) ?? new OccasionForm { Key = o.Key })];
        Days = [.. View.Days.Select((_, i) => Days.ElementAtOrDefault(i) ?? new DayForm())];
        return Stay(outcome.Refusals);
    }

    private string Write(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString(Format, CultureInfo.InvariantCulture);

    private DateTimeOffset? Read(string? text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 2000 or > 2100)
        {
            return null;
        }

        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);

        // An hour that the clocks skip in spring is taken as the one after.
        local = Zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>Null when it is left empty; what cannot be read is a date that is refused.</summary>
    private DateTimeOffset? ReadOptional(string? text) => string.IsNullOrWhiteSpace(text) ? null : Read(text) ?? DateTimeOffset.MinValue;

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
