namespace ModelMunicipalities.App.Tests.Platform;

public class HealthTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_running_server_is_live_and_ready_to_anybody()
    {
        // One of its own: on the one that all share, mail of other tests may have waited for long.
        await using var server = Kit.Server.Start(Server.Provider);
        var guest = new Api(server);
        (await guest.GetAsync("/health/live")).ShouldBeOk().Text.ShouldBe("Healthy");
        var ready = (await guest.GetAsync("/health/ready")).ShouldBeOk();
        ready["status"]!.ToString().ShouldBe("Healthy");
        ready["checks"]!
            .AsObject()
            .Select(c => c.Key)
            .ShouldBe(["database", "outbox", "reports", "scheduler"], ignoreOrder: true);
    }
}

public class HealthInTroubleTests
{
    [Test]
    public async Task Mail_that_waits_too_long_is_told()
    {
        await using var server = Server.Start(DatabaseProvider.Sqlite);
        await server.InDbAsync(null, db =>
        {
            db.OutgoingMails.Add(
                new OutgoingMail
                {
                    To = "no address",
                    Subject = "s",
                    Body = "b",
                    CreatedAt = DateTimeOffset.UtcNow.AddHours(-1),
                    State = MailState.Waiting,
                    DueAt = DateTimeOffset.UtcNow.AddHours(1),
                }
            );
            return db.SaveChangesAsync();
        });
        var ready = (await new Api(server).GetAsync("/health/ready")).ShouldBeOk();
        ready["status"]!.ToString().ShouldBe("Degraded");
        ready["checks.outbox.description"]!.ToString().ShouldContain("mail");
    }

    [TestCaseSource(typeof(Databases), nameof(Databases.Servers))]
    public async Task A_database_that_is_gone_makes_the_server_not_ready_but_keeps_it_live(DatabaseProvider provider)
    {
        await using var server = Server.Start(provider);
        await server.DropDatabaseAsync();
        using var ready = await new HttpClient().GetAsync(new Uri(server.Address, "/health/ready"));
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await new Api(server).GetAsync("/health/live")).ShouldBeOk();
    }
}
