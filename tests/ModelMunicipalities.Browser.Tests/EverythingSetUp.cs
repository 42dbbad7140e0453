using Microsoft.Playwright;
using ModelMunicipalities.Browser.Tests.Kit;
using NUnit.Framework;

namespace ModelMunicipalities.Browser.Tests;

/// <summary>What all tests use and none changes: the loaded demonstration to copy, and the browser program.</summary>
[SetUpFixture]
public sealed class EverythingSetUp
{
    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        // A machine that does other things too is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(15_000);
        PortalServer.LoadDemo();
        await Chromium.LaunchAsync();
    }

    [OneTimeTearDown]
    public async Task CleanUpAsync()
    {
        await Chromium.CloseAsync();
        PortalServer.RemoveDemo();
    }
}
