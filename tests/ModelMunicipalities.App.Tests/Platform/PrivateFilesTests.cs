using System.Runtime.Versioning;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>Nobody else on the machine reads the database or a mail.</summary>
[Platform(Exclude = "Win")]
[UnsupportedOSPlatform("windows")]
public class PrivateFilesTests
{
    private const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode OfFolder = OfFile | UnixFileMode.UserExecute;

    private const UnixFileMode Open =
        OfFolder | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    [Test]
    public async Task What_the_portal_writes_is_its_own()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"modellkommuner-{Guid.NewGuid():N}", "data");
        await using (var server = await StartAsync(folder))
        {
            Opened(folder).ShouldBeEmpty();
            File.GetUnixFileMode(folder).ShouldBe(OfFolder);
            Directory.GetFiles(folder, "modellkommuner.db*").Length.ShouldBe(3, "the database, its log and its index");
            Directory.GetFiles(Path.Combine(folder, "mail"), "*.eml").Length.ShouldBe(1);
        }

        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    [Test]
    public async Task What_lay_open_is_closed_at_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("modellkommuner-").FullName;
        await (await StartAsync(folder)).DisposeAsync();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(file, OfFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
        {
            File.SetUnixFileMode(inner, Open);
        }

        await using (await StartAsync(folder))
        {
            Opened(folder).ShouldBeEmpty();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task A_folder_that_the_machine_shares_stays_shared()
    {
        var folder = Directory.CreateTempSubdirectory("modellkommuner-").FullName;
        File.SetUnixFileMode(folder, Open | UnixFileMode.StickyBit);
        await using (await StartAsync(folder))
        {
            File.GetUnixFileMode(folder).ShouldBe(Open | UnixFileMode.StickyBit);
            Opened(folder, andItself: false).ShouldBeEmpty();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A server that has written to its database and delivered a mail.</summary>
    private static async Task<Server> StartAsync(string folder)
    {
        var server = Server.Start(
            DatabaseProvider.Sqlite,
            ("Database:ConnectionString", $"Data Source={Path.Combine(folder, "modellkommuner.db")}"),
            ("DATA_DIR", folder)
        );
        var network = await new NetworkPlan().Group("Piteå").BuildAsync(server);
        await network.MailAsync();
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(1);
        (await network.InDbAsync(db => db.Organisations.CountAsync())).ShouldBe(1);
        return server;
    }

    /// <summary>What others may look into.</summary>
    private static IEnumerable<string> Opened(string folder, bool andItself = true) =>
        Directory
            .EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Concat(andItself ? [folder] : [])
            .Where(path => (File.GetUnixFileMode(path) & ~OfFolder) != 0);
}
