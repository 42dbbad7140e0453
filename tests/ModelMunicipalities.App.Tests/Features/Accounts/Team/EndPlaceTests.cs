using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class EndPlaceTests(DatabaseProvider provider) : TeamTest(provider)
{
    [Test]
    public async Task A_place_that_ends_stops_her_access_at_once_and_is_vacant_everywhere()
    {
        var network = await MakeAsync();
        var (politician, key) = (network["Luleå", Function.Politician], network["Luleå", Function.KeyPerson]);
        var reader = await politician.ReaderAsync();
        (await reader.GetAsync(network.PageOf("Luleå"))).ShouldBeOk();
        (await politician.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();

        (
            await key.Api.PostAsync(
                Team(network, $"/{await PlaceAsync(network, Function.Politician)}/end"),
                new { reason = "Valet" }
            )
        ).ShouldBeOk()["isVacant"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await reader.GetAsync(network.PageOf("Luleå"))).ShouldBe(HttpStatusCode.Redirect);
        (await politician.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBe(HttpStatusCode.Unauthorized);

        // It was her last, so her sessions ended with it; the account is there.
        var again = new Member(Server, politician.Id, politician.Name, politician.Email);
        (await (await again.ReaderAsync()).GetAsync(network.PageOf("Luleå"))).ShouldBe(HttpStatusCode.NotFound);
        (await again.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBe(HttpStatusCode.NotFound);
        (await again.Api.GetAsync("/api/v1/me/places"))["total"]!.GetValue<int>().ShouldBe(0);

        (await (await key.ReaderAsync()).GetAsync(network.PageOf("Luleå")))
            .ShouldBeOk()
            .Text.ShouldContain("Politiker saknas i laget.");
        (await (await network["Piteå", Function.KeyPerson].ReaderAsync()).GetAsync(network.PageOf("Luleå")))
            .ShouldBeOk()
            .Text.ShouldNotContain("saknas i laget");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/people"))).Text.ShouldContain(
            "Saknas: 1 politiker"
        );
        (await (await key.ReaderAsync()).GetAsync(Page(network))).Heading.ShouldBe("Luleå saknar politiker");
        (await network.TrailAsync("PlaceEnded")).ShouldBe([(key.Name, "Luleå", null, $"{politician.Name}: Valet")]);
        var mail = (await MailsAsync(politician.Email)).ShouldHaveSingleItem();
        mail.Body.ShouldContain("Valet");
        mail.Body.ShouldContain("som politiker för Luleå");
    }

    [Test]
    public async Task A_place_ends_once_also_when_ended_by_many_at_the_same_time()
    {
        var network = await MakeAsync();
        var place = await PlaceAsync(network, Function.Politician);
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() => network.Coordinator.Api.PostAsync(Team(network, $"/{place}/end"), new { reason = "" }))
                )
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        foreach (var late in replies.Where(r => r.Status != HttpStatusCode.OK))
        {
            late.ShouldBeRefused(HttpStatusCode.Conflict, "PlaceEnded");
        }

        (await network.TrailAsync("PlaceEnded")).Count.ShouldBe(1);
        (await MailsAsync(network["Luleå", Function.Politician].Email)).Count.ShouldBe(1);
    }

    [Test]
    public async Task Only_a_place_of_the_organisation_can_be_ended()
    {
        var network = await MakeAsync();
        var (coordinator, key) = (network.Coordinator.Api, network["Luleå", Function.KeyPerson].Api);
        var role = await network.InDbAsync(db =>
            db.Memberships.Where(m => m.Role == NetworkRole.Coordinator).Select(m => m.Id).SingleAsync()
        );
        foreach (var api in new[] { coordinator, key })
        {
            (await api.PostAsync(Team(network, $"/{role}/end"), new { })).ShouldBe(HttpStatusCode.NotFound);
            (
                await api.PostAsync(Team(network, $"/{await PlaceAsync(network, Function.Manager, "Boden")}/end"), new { })
            ).ShouldBe(HttpStatusCode.NotFound);
            (
                await api.PostAsync(
                    Team(network, $"/{await PlaceAsync(network, Function.Manager)}/end"),
                    new { reason = new string('x', 501) }
                )
            ).ShouldBeInvalid("ReasonTooLong", "reason");
            (
                await api.PostAsync(Team(network, $"/{await PlaceAsync(network, Function.Manager)}/end"), new { reason = "a\0" })
            ).ShouldBeInvalid("Unreadable", "reason");
        }

        (await network.InDbAsync(db => db.Memberships.CountAsync(m => m.EndedAt != null))).ShouldBe(0);
    }
}
