using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>The mail that waits, delivered now instead of within some seconds.</summary>
internal static class Outbox
{
    public static Task DeliverAsync(Server server)
    {
        var service = server.Services.GetServices<IHostedService>().Single(s => s.GetType().Name == "MailPickup");
        return (Task)service.GetType().GetMethod("DeliverAsync")!.Invoke(service, [CancellationToken.None])!;
    }
}
