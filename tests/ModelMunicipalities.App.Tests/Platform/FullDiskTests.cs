using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>
/// An embedded database on a disk that is full: a clear state, nothing half, and all is well when there is room again.
/// </summary>
public class FullDiskTests
{
    [Test]
    public async Task A_report_that_finds_no_room_says_so_and_is_made_when_there_is()
    {
        await using var server = Server.Start(DatabaseProvider.Sqlite);
        var network = await new NetworkPlan()
            .Group("Piteå", "Luleå")
            .Submitted("Luleå", "startup", "2222222222")
            .BuildAsync(server);
        var address = await network.AskAsync(
            network.Coordinator,
            new
            {
                kind = "municipality",
                organisation = "lulea",
                format = "pdf",
                language = "sv",
            }
        );
        server.Disk.IsFull = true;
        (await network.MakeReportsAsync()).ShouldBe(1);
        var failed = (await network.Coordinator.Api.GetAsync(address)).ShouldBeOk();
        (failed["status"]!.ToString(), string.IsNullOrEmpty(failed["error"]!.ToString())).ShouldBe(("failed", false));
        (await network.MailsAsync()).ShouldBeEmpty("nothing is announced that is not there");
        (await network.Coordinator.Api.GetAsync(address + "/file")).ShouldBe(HttpStatusCode.Conflict);

        server.Disk.IsFull = false;
        (await network.Coordinator.Api.PostAsync(address + "/retry")).ShouldBe(HttpStatusCode.NoContent);
        await network.MakeReportsAsync();
        (await network.Coordinator.Api.GetAsync(address))["status"]!.ToString().ShouldBe("ready");
        (await network.MailsAsync()).ShouldHaveSingleItem();
    }

    [Test]
    public async Task What_cannot_be_saved_is_said_and_what_was_there_before_stays()
    {
        await using var server = Server.Start(DatabaseProvider.Sqlite);
        var network = await new NetworkPlan().Group("Piteå", "Luleå").BuildAsync(server);
        var manager = network["Luleå", Function.Manager].Api;
        (
            await manager.PutAsync(
                network.At("Luleå", "bm1", "/mine"),
                new
                {
                    scores = new[]
                    {
                        new
                        {
                            step = 1,
                            score = 2,
                            comment = "Före",
                        },
                    },
                }
            )
        ).ShouldBeOk();
        var longer = Enumerable
            .Range(1, 10)
            .Select(step => new
            {
                step,
                score = 3,
                comment = new string('å', 1000),
            });

        server.Disk.IsFull = true;
        var refused = await manager.PutAsync(network.At("Luleå", "bm1", "/mine"), new { scores = longer });
        refused.ShouldBe(HttpStatusCode.InsufficientStorage);
        (refused["title"]!.ToString(), refused["detail"]!.ToString()).ShouldBe((Texts.Problem_NoRoom, Texts.Rule_NoRoom));
        var page = await (await network["Luleå", Function.Manager].ReaderAsync()).PostAsync(
            network.PageAt("Luleå", "bm1", "/mine"),
            [
                .. longer.SelectMany(l =>
                    new[]
                    {
                        ($"Steps[{l.step}].Version", "1"),
                        ($"Steps[{l.step}].Score", "3"),
                        ($"Steps[{l.step}].Comment", l.comment),
                    }
                ),
            ]
        );
        page.Status.ShouldBe(HttpStatusCode.InsufficientStorage);
        page.Text.ShouldContain(Texts.Rule_NoRoom);
        page.Text.ShouldContain(new string('å', 1000));

        var kept = (await manager.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk()["mine"]!.AsArray();
        kept.ShouldHaveSingleItem()!["comment"]!.ToString().ShouldBe("Före");

        server.Disk.IsFull = false;
        (await manager.PutAsync(network.At("Luleå", "bm1", "/mine"), new { scores = longer })).ShouldBeOk();
        (await manager.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk()["mine"]!.AsArray().Count.ShouldBe(10);
    }

    [Test]
    public async Task What_found_no_room_is_let_go_of_and_not_saved_by_what_comes_after_it()
    {
        await using var server = Server.Start(DatabaseProvider.Sqlite);
        var network = await new NetworkPlan().BuildAsync(server);
        var saved = await server.InDbAsync(network.Network, async db =>
        {
            server.Disk.IsFull = true;
            var refused = await new RaceBehaviour<string, Outcome<Done>>(db).Handle("", CancellationToken.None, async () =>
            {
                db.OutgoingMails.Add(
                    new OutgoingMail
                    {
                        NetworkId = network.Network.Id,
                        To = "a@example.com",
                        Subject = "s",
                        Body = new string('å', 1_000_000),
                        CreatedAt = DateTimeOffset.UtcNow,
                    }
                );
                await db.SaveChangesAsync();
                return default(Done);
            });
            refused.Refusals.ShouldHaveSingleItem().Kind.ShouldBe(RefusalKind.NoRoom);
            server.Disk.IsFull = false;
            return await db.SaveChangesAsync();
        });
        saved.ShouldBe(0);
    }
}
