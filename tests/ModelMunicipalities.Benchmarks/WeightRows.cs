using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace ModelMunicipalities.Benchmarks;

/// <summary>What a browser that was never here before fetches for a page, as it comes over the wire.</summary>
internal static class WeightRows
{
    public static async IAsyncEnumerable<Row> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("bench");
        await using (var server = new BenchServer(folder.FullName))
        {
            await server.FillAsync(15, 3);
        }

        SqliteConnection.ClearAllPools();
        await using (var portal = await Portal.StartAsync(folder.FullName))
        {
            var cookies = new CookieContainer();
            using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false })
            {
                BaseAddress = portal.Address,
            };
            await BenchServer.SignedInAsync(client, "keyperson");
            using var playwright = await Playwright.CreateAsync();
            await using var chromium = await Browser.StartAsync(playwright);
            foreach (
                var (name, path, signedIn) in new[]
                {
                    ("sign-in", "/sign-in", false),
                    ("my municipality", PageRows.Municipality, true),
                    ("overview", PageRows.Overview, true),
                }
            )
            {
                await using var context = await chromium.NewContextAsync(new() { Locale = "sv-SE" });
                await context.AddCookiesAsync(
                    cookies
                        .GetAllCookies()
                        .Where(_ => signedIn)
                        .Select(c => new Microsoft.Playwright.Cookie
                        {
                            Name = c.Name,
                            Value = c.Value,
                            Url = portal.Address.ToString(),
                        })
                );
                var page = await context.NewPageAsync();
                var (wire, bytes) = (await context.NewCDPSessionAsync(page), 0.0);
                await wire.SendAsync("Network.enable");
                wire.Event("Network.loadingFinished").OnEvent += (_, said) =>
                    bytes += said!.Value.GetProperty("encodedDataLength").GetDouble();
                await page.GotoAsync(new Uri(portal.Address, path).ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
                yield return Row.Within($"the first visit to {name}, compressed", bytes / 1024, 150, "kB");
            }
        }

        folder.Delete(recursive: true);
    }
}
