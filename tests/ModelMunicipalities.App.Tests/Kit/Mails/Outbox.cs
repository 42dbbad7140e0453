using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Platform.Mails;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>The mail that waits, delivered now instead of within some seconds.</summary>
internal static class Outbox
{
    public static Task<MailDelivery.Round> DeliverAsync(Server server) => server.Delivery().DeliverAsync(CancellationToken.None);

    public static MailDelivery Delivery(this Server server) => server.Services.GetRequiredService<MailDelivery>();

    /// <summary>The folder that mails are written to.</summary>
    public static string Folder(this Server server) => Path.Combine(server.DataFolder, "mail");

    /// <summary>What an independent reader makes of a mail in the folder.</summary>
    public static async Task<JsonNode> ReadAsync(this Server server, OutgoingMail mail)
    {
        var file = Directory.EnumerateFiles(server.Folder(), $"*-{mail.Id}.eml").ShouldHaveSingleItem();
        return await CalendarReader.ReadMailAsync(await File.ReadAllBytesAsync(file));
    }
}
