using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Features.Reminders;

/// <summary>The network's reminders: when whom is reminded of what, and what has gone out. The coordinator's page.</summary>
public sealed class ViewRemindersModel : PortalPage
{
    private const int PageSize = 25;

    public ViewReminders.View View { get; private set; } = null!;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>The rule that is being changed; null while none is.</summary>
    [BindProperty(SupportsGet = true)]
    public ReminderReason? Rule { get; set; }

    [BindProperty]
    public bool IsOn { get; set; }

    [BindProperty]
    public string? Before { get; set; }

    [BindProperty]
    public string? Overdue { get; set; }

    [BindProperty]
    public string? Every { get; set; }

    [BindProperty]
    public string? EscalateAfter { get; set; }

    [BindProperty]
    public int Version { get; set; }

    /// <summary>True once after a rule has been changed.</summary>
    [TempData]
    public bool RuleSaved { get; set; }

    public bool HasOlder => Number * PageSize < View.Sent.Total;

    /// <summary>The product's own of the rule that is being changed: what can be.</summary>
    public ReminderRule? Original =>
        Rule is { } reason ? ReminderPlan.Standard.Rules.FirstOrDefault(r => r.Reason == reason) : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        if (View.Rules.FirstOrDefault(r => r.Reason == Rule) is { } rule)
        {
            (IsOn, Version) = (rule.IsOn, rule.Version);
            (Before, Overdue) = (Write([.. rule.Before]), Write([.. rule.Overdue]));
            (Every, EscalateAfter) = (Write(rule.Every), Write(rule.EscalateAfter));
        }

        return ToLast(View.Sent.Items.Count, View.Sent.Total, PageSize) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        var (before, overdue, every, after) = (Read(Before), Read(Overdue), Read(Every), Read(EscalateAfter));
        var unread = new[] { ("before", before), ("overdue", overdue), ("every", every), ("escalateAfter", after) }
            .Where(f => f.Item2 is null || (f.Item1 is "every" or "escalateAfter" && f.Item2.Count > 1))
            .Select(f => Refusal.Invalid("ReminderDaysOutside", f.Item1, ReminderRule.MostDays))
            .ToList();
        if (unread.Count > 0)
        {
            return Stay(unread);
        }

        var outcome = await Send(
            new ChangeReminder.Command(Rule?.ToString() ?? "", IsOn, before!, overdue!, First(every!), First(after!), Version)
        );
        if (!outcome.Ok)
        {
            return outcome.Refusals[0].Kind is RefusalKind.NotFound ? Turn(outcome.Refusals) : Stay(outcome.Refusals);
        }

        RuleSaved = true;
        return Redirect(Links.Reminders(Network));
    }

    /// <summary>When a rule reminds, in a sentence.</summary>
    public string When(ViewReminders.RuleLine rule)
    {
        var parts = new[]
        {
            rule.Before.Count == 0 ? null : ReminderPlan.Standard[rule.Reason].Until.Name().With(Days(rule.Before)),
            rule.Overdue.Count == 0
                ? null
                : (
                    rule.Before.Count == 0
                        ? Texts.Reminders_OverdueOnly(Days(rule.Overdue))
                        : Texts.Reminders_Overdue(Days(rule.Overdue))
                ),
            rule.Every is { } every ? Texts.Reminders_Every(every) : null,
        };
        return Show.Capital(Show.List(parts.OfType<string>())) + (rule.WaitsForWeekday ? Texts.Reminders_Weekdays : "") + ".";
    }

    /// <summary>What a reminder that has gone out was about: how near the deadline was.</summary>
    public static string Which(ViewReminders.SentLine line) =>
        line.Day switch
        {
            null => Texts.Reminders_Told,
            -1 => Texts.Reminders_DayBefore,
            < 0 => Texts.Reminders_DaysBefore(-line.Day),
            1 => Texts.Reminders_DayAfter,
            _ => Texts.Reminders_DaysAfter(line.Day),
        };

    private static string Days(IReadOnlyList<int> days) =>
        days is [1] ? Texts.Reminders_OneDay : Texts.Reminders_Days(Numbers(days));

    private static string Numbers(IReadOnlyList<int> days) => Show.List(days.Select(d => d.ToString(CultureInfo.CurrentCulture)));

    private static string Write(params IReadOnlyList<int> days) => string.Join(", ", days);

    private static string? Write(int? days) => days?.ToString(CultureInfo.InvariantCulture);

    private static int? First(List<int> days) => days.Count == 0 ? null : days[0];

    /// <summary>Numbers with anything between them that is no digit; null for what is none.</summary>
    private static List<int>? Read(string? text)
    {
        var parts = (text ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var days = parts
            .Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var day) ? day : -1)
            .ToList();
        return days.Contains(-1) ? null : days;
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewReminders.Query(Number, PageSize));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
