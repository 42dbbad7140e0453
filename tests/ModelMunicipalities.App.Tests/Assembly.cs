[assembly: Parallelizable(ParallelScope.All)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]

// A test mostly waits for the server and its database.
[assembly: LevelOfParallelism(8)]
