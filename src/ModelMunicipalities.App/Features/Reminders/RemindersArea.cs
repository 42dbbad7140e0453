using ModelMunicipalities.App.Platform.Jobs;

namespace ModelMunicipalities.App.Features.Reminders;

/// <summary>Who is reminded of what, and when.</summary>
public sealed class RemindersArea : Area
{
    public override IReadOnlyList<NetworkJob> Jobs =>
        [new("reminders", "5 7-18 * * *", NetworkJob.LeftOut, () => new SendReminders.Command())];

    public override void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<DueReminders>();
        builder.Services.AddScoped<ReminderLetters>();
    }

    public override void MapCalls(CallRoutes routes)
    {
        ViewReminders.Map(routes.Network);
        ChangeReminder.Map(routes.Network);
    }
}
