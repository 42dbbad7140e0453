using Microsoft.Playwright;

namespace ModelMunicipalities.Browser.Tests.Kit;

/// <summary>The system's Chromium. One process serves all tests; each makes contexts of its own, which share nothing.</summary>
public static class Chromium
{
    private static IPlaywright? _playwright;

    public static IBrowser Browser { get; private set; } = null!;

    public static async Task LaunchAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Environment.GetEnvironmentVariable("TEST_CHROMIUM") is { Length: > 0 } given
                    ? given
                    : "/usr/bin/chromium",
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-default-apps",
                    "--disable-domain-reliability",
                    "--disable-client-side-phishing-detection",
                    "--no-first-run",
                    "--no-pings",
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
                ],
            }
        );
    }

    public static async Task CloseAsync()
    {
        if (Browser is not null)
        {
            await Browser.CloseAsync();
        }

        _playwright?.Dispose();
    }
}
