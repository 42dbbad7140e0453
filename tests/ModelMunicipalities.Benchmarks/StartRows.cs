using Microsoft.Data.Sqlite;

namespace ModelMunicipalities.Benchmarks;

/// <summary>
/// The portal on a database that is there, against an ASP.NET application that does nothing: from start to ready, and its memory.
/// </summary>
internal static class StartRows
{
    private const int Requests = 10_000;

    public static async IAsyncEnumerable<Row> MeasureAsync()
    {
        var (data, empty) = (Directory.CreateTempSubdirectory("bench"), Directory.CreateTempSubdirectory("bench"));
        await using (var server = new BenchServer(data.FullName))
        {
            await server.FillAsync(300, 3);
        }

        SqliteConnection.ClearAllPools();
        var other = await EmptyAsync(empty.FullName);
        await Portal.PrepareAsync();
        yield return Row.AtMost(
            "start to ready, beside an empty ASP.NET application",
            await Turns.TakeAsync(
                5,
                async () => await (await Portal.StartAsync(data.FullName)).DisposeAsync(),
                async () => await (await Portal.StartOtherAsync(other)).DisposeAsync(),
                warm: 1
            ),
            5
        );

        await using (var portal = await Portal.StartAsync(data.FullName))
        await using (var nothing = await Portal.StartOtherAsync(other))
        {
            using var keyPerson = await BenchServer.SignedInAsync(BenchServer.Client(portal.Address), "keyperson");
            using var guest = BenchServer.Client(nothing.Address);
            for (var i = 0; i < Requests; i++)
            {
                await keyPerson.GetByteArrayAsync(PageRows.Municipality);
                await guest.GetByteArrayAsync("/");
            }

            yield return Row.AtMost(
                $"resident after {Requests} requests, beside its",
                (portal.Resident, nothing.Resident),
                3.5,
                "MB"
            );
        }

        data.Delete(recursive: true);
        empty.Delete(recursive: true);
    }

    /// <summary>Makes the other, and tells where it is.</summary>
    private static async Task<string> EmptyAsync(string folder)
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Empty.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
            </Project>
            """
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Program.cs"),
            """
            var app = WebApplication.Create(args);
            app.MapGet("/", () => "Empty");
            app.Run();
            """
        );
        await Portal.RunAsync(folder, "build", "-c", "Release", "-o", "out", "--disable-build-servers", "-v", "quiet");
        return Path.Combine(folder, "out", "Empty.dll");
    }
}
