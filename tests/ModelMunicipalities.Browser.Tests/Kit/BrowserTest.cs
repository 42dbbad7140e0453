using System.Collections.Concurrent;
using Microsoft.Playwright;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Browser.Tests.Pages;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using Shouldly;

namespace ModelMunicipalities.Browser.Tests.Kit;

/// <summary>A test with a portal of its own and a browser context for each person, who share nothing.</summary>
public abstract class BrowserTest
{
    private readonly ConcurrentQueue<string> _complaints = [];

    private readonly List<IBrowserContext> _contexts = [];

    private readonly List<string> _wrong = [];

    protected PortalServer Portal { get; private set; } = null!;

    [SetUp]
    public void StartPortal() => Portal = PortalServer.Start();

    [TearDown]
    public async Task CloseAsync()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed)
        {
            await KeepPicturesAsync();
        }

        foreach (var context in _contexts)
        {
            await context.CloseAsync();
        }

        Portal.Dispose();
        _wrong.ShouldBeEmpty("on the way");
        Portal.Errors.ShouldBeEmpty("the server logged errors");
        _complaints.ShouldBeEmpty("the browser complained");
    }

    /// <summary>A guest's page, in a context of its own.</summary>
    /// <param name="script">False for a browser without script.</param>
    /// <param name="prepare">Changes what the context is opened with.</param>
    protected async Task<IPage> GuestAsync(bool script = true, Action<BrowserNewContextOptions>? prepare = null)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = Portal.Address.ToString(),
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
        };
        prepare?.Invoke(options);
        var context = await Chromium.Browser.NewContextAsync(options);
        _contexts.Add(context);
        context.SetDefaultTimeout(30_000);
        context.Console += (_, message) => Hear(message);
        context.WebError += (_, error) => _complaints.Enqueue(error.Error);
        context.Request += (_, request) =>
        {
            if (
                !request.Url.StartsWith(Portal.Address.ToString(), StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
            )
            {
                _complaints.Enqueue($"asked outside: {request.Url}");
            }
        };
        return await context.NewPageAsync();
    }

    /// <summary>The page that a person comes to when she signs in.</summary>
    protected async Task<IPage> SignedInAsync(Who who, bool script = true, Action<BrowserNewContextOptions>? prepare = null)
    {
        var page = await GuestAsync(script, prepare);
        await page.GotoAsync(Links.SignIn);
        await page.SignInAsync(who);
        return page;
    }

    /// <summary>
    /// Looks at a page on the way, wide and on a phone: what axe finds, and what is wider than the window, fails the test in the
    /// end.
    /// </summary>
    protected async Task LookAsync(IPage page, string what)
    {
        var was = page.ViewportSize!;
        foreach (var (width, rules) in new[] { (1280, AxeRules.All), (360, AxeRules.Layout) })
        {
            await page.SetViewportSizeAsync(width, 900);
            _wrong.AddRange(
                (await Inspection.WidthAsync(page))
                    .Concat(await Inspection.AxeAsync(page, rules))
                    .Select(w => $"{what} at {width}: {w}")
            );
            await Output.PictureAsync(page, $"{GetType().Name} {what} {width}");
        }

        await page.SetViewportSizeAsync(was.Width, was.Height);
    }

    /// <summary>Takes back what the browser said, where a test provokes it.</summary>
    protected IReadOnlyList<string> TakeComplaints()
    {
        var taken = _complaints.ToArray();
        _complaints.Clear();
        return taken;
    }

    private void Hear(IConsoleMessage message)
    {
        // Chromium says of every answer from 400 up that it failed; the tests look at those themselves.
        if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
        {
            _complaints.Enqueue($"{message.Page?.Url}: {message.Text}");
        }
    }

    private async Task KeepPicturesAsync()
    {
        foreach (var (page, i) in _contexts.SelectMany(c => c.Pages).Select((p, i) => (p, i)))
        {
            var path = Output.File("failures", $"{TestContext.CurrentContext.Test.Name}-{i + 1}.png");
            try
            {
                await page.ScreenshotAsync(
                    new()
                    {
                        Path = path,
                        FullPage = true,
                        Timeout = 5_000,
                    }
                );
                TestContext.Out.WriteLine($"{page.Url}: {path}");
            }
            catch (PlaywrightException e)
            {
                TestContext.Out.WriteLine($"{page.Url}: no picture: {e.Message}");
            }
        }
    }
}

/// <summary>The folder tests/output of the repository.</summary>
public static class Output
{
    private static readonly string Root = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static readonly bool TakesPictures = Environment.GetEnvironmentVariable("TEST_PICTURES") == "1";

    /// <summary>Leaves a picture of the whole page, where TEST_PICTURES=1 asks for them.</summary>
    public static Task PictureAsync(IPage page, string name) =>
        TakesPictures
            ? page.ScreenshotAsync(
                new() { Path = File("screenshots", name.Replace(' ', '-').ToLowerInvariant() + ".png"), FullPage = true }
            )
            : Task.CompletedTask;

    public static string File(string folder, string name)
    {
        var path = Path.Combine(Root, "tests", "output", folder, string.Concat(name.Split(Path.GetInvalidFileNameChars())));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private static string Find(DirectoryInfo? from) =>
        from is null ? throw new InvalidOperationException("The tests do not run inside the repository.")
        : System.IO.File.Exists(Path.Combine(from.FullName, "ModelMunicipalities.sln")) ? from.FullName
        : Find(from.Parent);
}
