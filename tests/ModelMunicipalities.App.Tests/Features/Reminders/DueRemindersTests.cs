using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Platform.Reminding;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Tests.Features.Reminders;

public class DueRemindersTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public void Every_reason_has_one_rule_and_one_source()
    {
        using var scope = Server.Services.CreateScope();
        var reasons = Enum.GetValues<ReminderReason>();
        ReminderPlan.Standard.Rules.Select(r => r.Reason).ShouldBe(reasons, ignoreOrder: true);
        scope.ServiceProvider.GetServices<IReminderSource>().Select(s => s.Reason).ShouldBe(reasons, ignoreOrder: true);
    }
}
