using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class ReplacePersonTests(DatabaseProvider provider) : TeamTest(provider)
{
    [Test]
    public async Task A_successor_takes_over_when_she_accepts_and_not_before()
    {
        var network = await MakeAsync();
        var (manager, key) = (network["Luleå", Function.Manager], network["Luleå", Function.KeyPerson]);
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "2200000000");
        var email = Address(network);
        (await ReplaceAsync(network, key, Function.Manager, email)).ShouldBe(HttpStatusCode.Created);
        (await manager.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();
        (await key.Api.GetAsync(Team(network)))["functions[1].invited[0].replaces"]!.ToString().ShouldBe(manager.Name);

        var successor = await AcceptAsync(email);
        (await manager.Api.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(3, 1))).ShouldBe(HttpStatusCode.Unauthorized);
        var team = (await successor.GetAsync(Team(network))).ShouldBeOk();
        team["functions[1].people"]!.AsArray().Select(p => p!["name"]!.ToString()).ShouldBe(["Ny Chef"]);
        team["functions[1].before[0].name"]!.ToString().ShouldBe(manager.Name);

        // The draft is the function's: it goes on, and each answer stays with who gave it.
        (await successor.GetAsync(network.At("Luleå", "bm1")))["mine"]!.AsArray().Count.ShouldBe(2);
        (await successor.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(2, 3))).ShouldBeOk()["answered"]!
            .GetValue<int>()
            .ShouldBe(2);
        (await successor.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(3, 1))).ShouldBeOk()["answered"]!
            .GetValue<int>()
            .ShouldBe(3);
        var given = await network.InDbAsync(db =>
            db.Answers.OrderBy(a => a.Step).Select(a => new { a.Step, a.ChangedBy }).ToListAsync()
        );
        given.Single(a => a.Step == 1).ChangedBy.ShouldBe(manager.Id);
        given.Where(a => a.Step > 1).ShouldAllBe(a => a.ChangedBy != manager.Id);

        (await network.TrailAsync("PlaceTakenOver")).ShouldBe([("Ny Chef", "Luleå", null, manager.Name)]);
    }

    [Test]
    public async Task Both_are_told_of_the_succession_each_in_her_language()
    {
        var network = await MakeAsync();
        var manager = network["Luleå", Function.Manager];
        await Server.InDbAsync(null, async db =>
        {
            (await db.Users.SingleAsync(p => p.Id == manager.Id)).Language = "en";
            return await db.SaveChangesAsync();
        });
        var email = Address(network);
        (await ReplaceAsync(network, network.Coordinator, Function.Manager, email)).ShouldBe(HttpStatusCode.Created);
        (await MailsAsync(email)).Single().Body.ShouldContain($"Du tar över efter {manager.Name}");
        (await MailsAsync(manager.Email)).ShouldBeEmpty();
        await AcceptAsync(email);
        var old = (await MailsAsync(manager.Email)).ShouldHaveSingleItem();
        old.Body.ShouldContain("Ny Chef has accepted to take over after you as manager for Luleå");
        old.Body.ShouldNotContain("Hej");
        (await MailsAsync(email)).Last().Body.ShouldContain($"Du har tagit över efter {manager.Name} som chef för Luleå");
        (await MailsAsync(network["Luleå", Function.KeyPerson].Email)).ShouldBeEmpty();
    }

    [Test]
    public async Task Naming_another_successor_stops_the_first_ones_link()
    {
        var network = await MakeAsync();
        var (first, second) = (Address(network), Address(network));
        await ReplaceAsync(network, network.Coordinator, Function.Manager, first);
        await ReplaceAsync(network, network.Coordinator, Function.Manager, second);
        (await Guest.PostAsync("/api/v1/invitations/" + await TokenAsync(first), new { password = NewPassword })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "InvitationExpired"
        );
        await AcceptAsync(second);
        (await HavingAsync(network, Function.Manager)).ShouldBe(1);
    }

    [Test]
    public async Task A_successor_to_a_place_that_has_ended_meanwhile_simply_begins()
    {
        var network = await MakeAsync();
        var email = Address(network);
        await ReplaceAsync(network, network.Coordinator, Function.Manager, email);
        await EndAsync(network, network.Coordinator, Function.Manager);
        await AcceptAsync(email);
        (await HavingAsync(network, Function.Manager)).ShouldBe(1);
        (await network.TrailAsync("PlaceTakenOver")).ShouldBeEmpty();
    }

    [Test]
    public async Task Where_nobody_has_the_function_the_successor_is_simply_invited()
    {
        var network = await MakeAsync();
        await EndAsync(network, network.Coordinator, Function.Politician);
        (
            await network.Coordinator.Api.PostAsync(
                Team(network, "/politician/succession"),
                new { name = "Ny Chef", email = Address(network) }
            )
        ).ShouldBe(HttpStatusCode.Created);
        (await network.InDbAsync(db => db.Invitations.SingleAsync())).ReplacesId.ShouldBeNull();
    }

    [Test]
    public async Task A_succession_that_cannot_be_meant_is_refused()
    {
        var network = await MakeAsync();
        var coordinator = network.Coordinator.Api;
        async Task<Reply> Send(int? membership, string? email = null, string? name = "Ny Chef") =>
            await coordinator.PostAsync(
                Team(network, "/manager/succession"),
                new
                {
                    name,
                    email = email ?? Address(network),
                    membership,
                }
            );
        var manager = await PlaceAsync(network, Function.Manager);
        (await Send(await PlaceAsync(network, Function.Politician))).ShouldBeInvalid("UnknownPlace", "membership");
        (await Send(await PlaceAsync(network, Function.Manager, "Boden"))).ShouldBeInvalid("UnknownPlace", "membership");
        (await Send(int.MaxValue)).ShouldBeInvalid("UnknownPlace", "membership");
        (await Send(null)).ShouldBeInvalid("UnknownPlace", "membership");
        (await Send(manager, network["Luleå", Function.Manager].Email.ToUpperInvariant())).ShouldBeInvalid(
            "AlreadyHasPlace",
            "email"
        );
        (await Send(manager, "ingen adress")).ShouldBeInvalid("EmailNotValid", "email");
        (await Send(manager, name: "a\0b")).ShouldBeInvalid("NameMissing", "name");
        (await Send(manager, name: new string('n', 101))).ShouldBeInvalid("NameMissing", "name");
        (await coordinator.PostAsync(Team(network, "/boss/succession"), new { name = "Ny", email = Address(network) })).ShouldBe(
            HttpStatusCode.BadRequest
        );
        (
            await coordinator.PostAsync(
                network.InNetwork("/organisations/atlantis/team/manager/succession"),
                new { name = "Ny", email = Address(network) }
            )
        ).ShouldBe(HttpStatusCode.NotFound);
        await EndAsync(network, network.Coordinator, Function.Manager);
        (await Send(manager)).ShouldBeRefused(HttpStatusCode.Conflict, "PlaceEnded");
        (await network.InDbAsync(db => db.Invitations.CountAsync())).ShouldBe(0);
    }

    private static async Task<Reply> ReplaceAsync(TestNetwork network, Member by, Function function, string email) =>
        await by.Api.PostAsync(
            Team(network, $"/{function}/succession"),
            new
            {
                name = "Ny Chef",
                email,
                membership = await PlaceAsync(network, function),
            }
        );
}
