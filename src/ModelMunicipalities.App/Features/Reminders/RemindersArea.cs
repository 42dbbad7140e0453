using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Platform.Reminding;
using ModelMunicipalities.App.Resources;

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
        foreach (
            var source in typeof(IReminderSource)
                .Assembly.GetTypes()
                .Where(t => t.IsClass && t.IsAssignableTo(typeof(IReminderSource)))
        )
        {
            builder.Services.AddScoped(typeof(IReminderSource), source);
        }
    }

    public override IEnumerable<MenuEntry> NetworkMenu(string network) =>
        [new(Menu.Reminders, Texts.Reminders_Title, Links.Reminders(network))];

    public override void MapCalls(CallRoutes routes)
    {
        ViewReminders.Map(routes.Network);
        ChangeReminder.Map(routes.Network);
    }
}
