using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>The portal answers by its own name only, and what it writes leads to its own address whoever asked and how.</summary>
public class HostTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [TestCase("portal.evil.example")]
    [TestCase("127.0.0.1.evil.example")]
    [TestCase("evil.example:80")]
    [TestCase("localhost.")]
    public async Task A_request_by_another_name_is_refused_and_nothing_comes_of_it(string host)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.ChangeAsync(async db =>
            (await db.Organisations.SingleAsync(o => o.Name == "Luleå")).EmailDomain = "lulea.example"
        );
        var asked = await Guest.SendAsync(HttpMethod.Post, network.InNetwork("/join"), Joining(), r => r.Headers.Host = host);
        asked.ShouldBe(HttpStatusCode.BadRequest)["detail"]!
            .ToString()
            .ShouldContain("Portalen svarar inte under det här namnet");
        var invited = await network.Coordinator.Api.SendAsync(
            HttpMethod.Post,
            network.InNetwork("/people/invitations"),
            JsonContent.Create(
                new
                {
                    name = "Ny",
                    email = "ny@lulea.example",
                    role = "observer",
                }
            ),
            r => r.Headers.Host = host
        );
        invited.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var path in new[] { "/", "/sign-in", "/no/such/page", network.Page(), "/api/v1/me/places", "/openapi/v1.json" })
        {
            (await Raw.SendAsync(Server, HttpMethod.Get, path, null, ("Host", host)))
                .ShouldBe(HttpStatusCode.BadRequest)
                .Text.ShouldNotContain("evil");
        }

        (await network.MailsAsync()).ShouldBeEmpty();
        (await network.InDbAsync(async db => (await db.JoinRequests.CountAsync(), await db.Invitations.CountAsync()))).ShouldBe(
            (0, 0)
        );
    }

    [Test]
    public async Task Why_is_said_in_the_readers_language()
    {
        (await Raw.SendAsync(Server, HttpMethod.Get, "/sign-in", null, ("Host", "evil.example"))).Text.ShouldBe(
            "Portalen svarar inte under det här namnet. Öppna den med adressen som du har fått."
        );
        (
            await Raw.SendAsync(Server, HttpMethod.Get, "/sign-in", null, ("Host", "evil.example"), ("Cookie", "language=en"))
        ).Text.ShouldStartWith("The portal does not answer by this name.");
    }

    [TestCase("localhost")]
    [TestCase("LOCALHOST:5080")]
    [TestCase("[::1]")]
    [TestCase("127.0.0.1")]
    public async Task A_portal_on_the_machine_itself_answers_by_all_of_the_machines_own_names(string host) =>
        (await Raw.SendAsync(Server, HttpMethod.Get, "/sign-in", null, ("Host", host))).ShouldBeOk();

    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    public async Task Whoever_asks_how_the_node_is_may_call_it_by_any_name(string path) =>
        (await Raw.SendAsync(Server, HttpMethod.Get, path, null, ("Host", "10.244.0.17:8080"))).ShouldBeOk();

    [TestCase("Host", "localhost")]
    [TestCase("X-Forwarded-Host", "evil.example")]
    [TestCase("X-Original-Host", "evil.example")]
    [TestCase("Forwarded", "host=evil.example;proto=https")]
    [TestCase("X-Forwarded-Proto", "gopher")]
    [TestCase("X-Forwarded-Prefix", "/evil")]
    public async Task A_link_in_a_mail_begins_with_the_portals_own_address_whatever_the_request_says(string header, string value)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.ChangeAsync(async db =>
            (await db.Organisations.SingleAsync(o => o.Name == "Luleå")).EmailDomain = "lulea.example"
        );
        (await Guest.SendAsync(HttpMethod.Post, network.InNetwork("/join"), Joining(), r => r.With((header, value)))).ShouldBe(
            HttpStatusCode.Accepted
        );
        var mails = await network.MailsAsync();
        mails.Count.ShouldBe(2);
        mails.ShouldAllBe(m =>
            m.Body.Contains(
                Server.Address.ToString().TrimEnd('/') + network.Page("/organisations/lulea/team"),
                StringComparison.Ordinal
            ) && !m.Body.Contains("evil")
        );
    }

    [Test]
    public async Task Who_is_sent_to_sign_in_and_who_reads_the_APIs_description_is_told_no_name_that_a_request_chose()
    {
        var network = await BuildAsync(n => n);
        var turned = await Raw.SendAsync(
            Server,
            HttpMethod.Get,
            network.Page("/trail?page=2"),
            null,
            ("Host", "localhost:1"),
            ("X-Forwarded-Host", "evil.example")
        );
        turned
            .ShouldBe(HttpStatusCode.Redirect)
            .Message.Headers.Location!.ToString()
            .ShouldBe($"/sign-in?returnUrl=%2F{network.Slug}%2Ftrail%3Fpage%3D2");
        var described = (
            await Raw.SendAsync(Server, HttpMethod.Get, "/openapi/v1.json", null, ("Host", "localhost:1"))
        ).ShouldBeOk();
        described["servers[0].url"]!.ToString().ShouldBe("/");
        described.Text.ShouldNotContain("localhost:1");
    }

    [Test]
    public async Task Further_names_are_a_setting()
    {
        await using var server = Server.Start(
            DatabaseProvider.Sqlite,
            ("Portal:Address", "https://portal.example"),
            ("Portal:Hosts", "gammal.example, *.kommun.example")
        );
        foreach (
            var host in new[]
            {
                "portal.example",
                "PORTAL.example:443",
                "gammal.example",
                "a.kommun.example",
                "a.b.kommun.example",
            }
        )
        {
            (await Raw.SendAsync(server, HttpMethod.Get, "/sign-in", null, ("Host", host))).ShouldBeOk();
        }

        foreach (var host in new[] { "localhost", "127.0.0.1", "kommun.example", "a.portal.example", "xkommun.example" })
        {
            (await Raw.SendAsync(server, HttpMethod.Get, "/sign-in", null, ("Host", host))).ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    private static JsonContent Joining() =>
        JsonContent.Create(
            new
            {
                name = "Ny Chef",
                email = $"ny-{Guid.NewGuid():N}@lulea.example",
                function = "manager",
            }
        );
}
