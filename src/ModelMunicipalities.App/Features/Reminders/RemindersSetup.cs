using ModelMunicipalities.App.Features.Accounts;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Features.Improvements;
using ModelMunicipalities.App.Features.Meetings;
using ModelMunicipalities.App.Features.Surveys;

namespace ModelMunicipalities.App.Features.Reminders;

/// <summary>Where reminders come from.</summary>
internal static class RemindersSetup
{
    public static void AddReminders(this IServiceCollection services)
    {
        services.AddScoped<IReminderSource, ChecklistReminders>();
        services.AddScoped<IReminderSource, PreparationReminders>();
        services.AddScoped<IReminderSource, MeetingReminders>();
        services.AddScoped<IReminderSource, PollReminders>();
        services.AddScoped<IReminderSource, SurveyReminders>();
        services.AddScoped<IReminderSource, ImprovementReminders>();
        services.AddScoped<IReminderSource, VacancyReminders>();
        services.AddScoped<IReminderSource, ApplicationReminders>();
        services.AddScoped<DueReminders>();
        services.AddScoped<ReminderLetters>();
    }
}
