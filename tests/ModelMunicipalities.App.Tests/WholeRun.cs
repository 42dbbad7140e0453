namespace ModelMunicipalities.App.Tests;

/// <summary>What is made once for all tests: of this namespace, and those below it.</summary>
[SetUpFixture]
public sealed class WholeRun
{
    /// <summary>
    /// Server and tests are one process, and SQLite keeps the thread that waits for it: a pool that grows slowly would be what is
    /// measured.
    /// </summary>
    [OneTimeSetUp]
    public void EnoughThreads() => ThreadPool.SetMinThreads(64, 64);

    [OneTimeTearDown]
    public Task StopServersAsync()
    {
        MailServer.Distrust();
        return Server.StopAllAsync();
    }
}
