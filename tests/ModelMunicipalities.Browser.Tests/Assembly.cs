using NUnit.Framework;

// Two cores: a third worker only makes the other two wait. Every test has its own server, data and browser contexts.
[assembly: Parallelizable(ParallelScope.All)]
[assembly: LevelOfParallelism(2)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]

// What the tests look for on the pages is read from the portal's own texts, in Swedish unless a test says otherwise.
[assembly: SetCulture("sv-SE")]
[assembly: SetUICulture("sv-SE")]
