using Hangfire;
using ModelMunicipalities.App.Features.Accounts;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Features.Reminders;
using ModelMunicipalities.App.Features.Reports;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>All that networks do by themselves, one line each.</summary>
public static class JobList
{
    /// <summary>A time that passed while no node ran is made up for once, at once.</summary>
    private const MisfireHandlingMode MadeUp = MisfireHandlingMode.Relaxed;

    /// <summary>A time that passed while no node ran is left out; the next one does.</summary>
    private const MisfireHandlingMode LeftOut = MisfireHandlingMode.Ignorable;

    /// <summary>The job that makes reports; those that somebody waits for are begun at once, unless it is paused.</summary>
    public const string Reports = "reports";

    public static readonly IReadOnlyList<NetworkJob> All =
    [
        new("digests", $"0 {MailChoices.DigestHour} * * *", MadeUp, () => new SendDigests.Command()),
        new("reminders", "5 7-18 * * *", LeftOut, () => new SendReminders.Command()),
        new("surveys", "5/15 * * * *", LeftOut, () => new SendSurveys.Command()),
        new("figures", "2/5 * * * *", LeftOut, () => new PublishFigures.Command()),
        new("reportplan", "30 5 * * *", MadeUp, () => new MakeDueReports.Command()),
        new(Reports, "*/10 * * * *", LeftOut, () => new MakeReports.Command()),
    ];

    public static NetworkJob? Find(string name) => All.FirstOrDefault(j => j.Name == name);
}
