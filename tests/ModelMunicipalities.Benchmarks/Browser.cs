using Microsoft.Playwright;

namespace ModelMunicipalities.Benchmarks;

/// <summary>The browser that the machine has.</summary>
internal static class Browser
{
    public static readonly string Chromium = Environment.GetEnvironmentVariable("TEST_CHROMIUM") is { Length: > 0 } given
        ? given
        : "/usr/bin/chromium";

    public static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--no-first-run"];

    public static Task<IBrowser> StartAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Arguments });
}
