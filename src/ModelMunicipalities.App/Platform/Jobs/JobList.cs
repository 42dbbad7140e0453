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
    public static readonly IReadOnlyList<NetworkJob> All =
    [
        new("digests", $"0 0 {MailChoices.DigestHour} * * ?", () => new SendDigests.Command()),
        new("reminders", "0 5 7-18 * * ?", () => new SendReminders.Command()),
        new("surveys", "0 5/15 * * * ?", () => new SendSurveys.Command()),
        new("figures", "0 2/5 * * * ?", () => new PublishFigures.Command()),
        new("reportplan", "0 30 5 * * ?", () => new MakeDueReports.Command()),
        new("reports", "0 0/10 * * * ?", () => new MakeReports.Command()),
    ];

    public static NetworkJob? Find(string name) => All.FirstOrDefault(j => j.Name == name);
}
