using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Features.Accounts;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class AskToJoinTests(DatabaseProvider provider) : JoinTest(provider)
{
    [Test]
    public async Task A_request_goes_to_the_key_persons_and_the_coordinators_and_to_nobody_else()
    {
        var network = await MakeAsync();
        await AskAsync(network, Address(), "Jag är <b>ny</b> chef");
        var asked = await network.InDbAsync(db => db.JoinRequests.SingleAsync());
        (asked.OrganisationId, asked.Function, asked.Message).ShouldBe(
            (network["Luleå"].Id, Function.Manager, "Jag är <b>ny</b> chef")
        );

        var people = network.People.ToDictionary(p => p.Email);
        var mails = await Server.InDbAsync(null, db =>
            db.OutgoingMails.Where(m => m.To.EndsWith($"@{network.Slug}.example")).ToListAsync()
        );
        mails.Select(m => people[m.To]).ShouldBe([network["Luleå", Function.KeyPerson], network.Coordinator], ignoreOrder: true);
        mails.ShouldAllBe(m =>
            m.Body.Contains(
                Server.Address.ToString().TrimEnd('/') + network.Page("/organisations/lulea/team"),
                StringComparison.Ordinal
            )
        );
        mails.ShouldAllBe(m =>
            m.Body.Contains("Ny Chef", StringComparison.Ordinal) && m.Body.Contains("<b>ny</b>", StringComparison.Ordinal)
        );

        var team = (await network["Luleå", Function.KeyPerson].Api.GetAsync(Team(network))).ShouldBeOk();
        team["requests[0].email"]!.ToString().ShouldBe(asked.Email);
        (await network.Coordinator.Api.GetAsync(network.InNetwork("/people")))["requests[0].organisation"]!
            .ToString()
            .ShouldBe("lulea");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/people"))).Text.ShouldContain(
            "En person vill vara med"
        );
        var page = await (await network["Luleå", Function.KeyPerson].ReaderAsync()).GetAsync(
            network.Page("/organisations/lulea/team")
        );
        page.Html.ShouldNotContain("<b>ny</b>");
        page.Text.ShouldContain("En person vill vara med");
        (
            await (await network["Luleå", Function.Politician].ReaderAsync()).GetAsync(network.Page("/organisations/lulea/team"))
        ).Text.ShouldNotContain("vill vara med");
    }

    [Test]
    public async Task Whatever_comes_of_it_the_answer_is_the_same()
    {
        var network = await MakeAsync();
        var (unknown, fresh, invited) = ("nagon@okand.example", Address(), Address());
        await network.Coordinator.Api.PostAsync(
            network.InNetwork("/people/invitations"),
            new
            {
                name = "Åsa",
                email = invited,
                organisation = "lulea",
                function = "manager",
            }
        );
        await network.ChangeAsync(async db =>
            (await db.Organisations.SingleAsync(o => o.Name == "Boden")).EmailDomain = $"{network.Slug}.example"
        );
        var member = network["Boden", Function.Manager].Email;
        var guest = new Reader(Server);
        var pages = new HashSet<string>();
        foreach (var email in new[] { unknown, fresh, fresh, invited, member })
        {
            (
                await guest.PostAsync("/join/" + network.Slug, ("Name", "Ny Chef"), ("Email", email), ("As", "Manager"))
            ).ShouldLeadTo($"/join/{network.Slug}?asked=true");
            var page = (await guest.GetAsync($"/join/{network.Slug}?asked=true")).ShouldBeOk();
            page.Text.ShouldContain("Om din adress hör till en organisation i nätverket har vi skickat frågan vidare.");
            pages.Add(page.Text);
            (
                await Guest.PostAsync(
                    network.InNetwork("/join"),
                    new
                    {
                        name = "Ny Chef",
                        email,
                        function = "manager",
                    }
                )
            ).ShouldBe(HttpStatusCode.Accepted).Text.ShouldBeEmpty();
        }

        pages.Count.ShouldBe(1);
        (await network.InDbAsync(db => db.JoinRequests.Select(r => r.Email).ToListAsync())).ShouldBe([fresh]);
    }

    [Test]
    public async Task Who_is_invited_already_gets_the_mail_again_and_every_link_leads_there_as_long_as_the_first()
    {
        var network = await MakeAsync();
        var email = Address();
        await network.Coordinator.Api.PostAsync(
            network.InNetwork("/people/invitations"),
            new
            {
                name = "Åsa",
                email,
                organisation = "lulea",
                function = "manager",
            }
        );
        var first = await TokenAsync(email);
        var until = (await network.InDbAsync(db => db.Invitations.SingleAsync())).ExpiresAt;
        await AskAsync(network, email.ToUpperInvariant());
        (await network.InDbAsync(db => db.Invitations.SingleAsync())).ExpiresAt.ShouldBe(until);
        var second = await TokenAsync(email);
        second.ShouldNotBe(first);
        (await network.InDbAsync(db => db.Invitations.CountAsync())).ShouldBe(1);
        (await network.InDbAsync(db => db.JoinRequests.CountAsync())).ShouldBe(0);
        (await MailsAsync(email))[^1].Body.ShouldContain(network.Coordinator.Name);
        (await new Reader(Server).GetAsync("/invitations/" + second)).ShouldBeOk();
        (await Guest.PostAsync("/api/v1/invitations/" + first, new { password = "ett nytt långt lösenord" })).ShouldBeOk();
        (await Guest.PostAsync("/api/v1/invitations/" + second, new { password = "ett nytt långt lösenord" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "InvitationUsed"
        );
    }

    [Test]
    public async Task An_address_is_not_flooded_with_its_invitation()
    {
        var network = await MakeAsync();
        var email = Address();
        await network.Coordinator.Api.PostAsync(
            network.InNetwork("/people/invitations"),
            new
            {
                name = "Åsa",
                email,
                organisation = "lulea",
                function = "manager",
            }
        );
        for (var i = 0; i < 6; i++)
        {
            await AskAsync(network, email);
        }

        (await MailsAsync(email)).Count.ShouldBe(AskToJoin.MailsPerAddress);
        (
            await Guest.PostAsync("/api/v1/invitations/" + await TokenAsync(email), new { password = "ett nytt långt lösenord" })
        ).ShouldBeOk();
    }

    [Test]
    public async Task An_organisation_gets_five_requests_in_an_hour_and_an_address_asks_once()
    {
        var network = await MakeAsync();
        var email = Address();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AskAsync(network, email))));
        (await network.InDbAsync(db => db.JoinRequests.CountAsync())).ShouldBe(1);
        (await MailsAsync(network.Coordinator.Email)).Count.ShouldBe(1);
        for (var i = 0; i < AskToJoin.PerOrganisation + 2; i++)
        {
            await AskAsync(network, Address());
        }

        (await network.InDbAsync(db => db.JoinRequests.CountAsync())).ShouldBe(AskToJoin.PerOrganisation);
        await network.ChangeAsync(async db =>
            (await db.JoinRequests.ToListAsync()).ForEach(r => r.AskedAt = r.AskedAt.AddHours(-2))
        );
        await AskAsync(network, Address());
        (await network.InDbAsync(db => db.JoinRequests.CountAsync())).ShouldBe(AskToJoin.PerOrganisation + 1);
    }

    [Test]
    public async Task One_client_may_ask_so_many_times_an_hour_and_may_read_the_page_as_often_as_it_likes()
    {
        await using var server = Server.Start(Server.Provider, ("Join:PerClientAndHour", "3"));
        var network = await new NetworkPlan().Group("Piteå").BuildAsync(server);
        var (guest, reader) = (new Api(server), new Reader(server));
        for (var i = 0; i < 3; i++)
        {
            (
                await guest.PostAsync(
                    network.InNetwork("/join"),
                    new
                    {
                        name = "Ny",
                        email = Address(),
                        function = "manager",
                    }
                )
            ).ShouldBe(HttpStatusCode.Accepted);
        }

        (
            await guest.PostAsync(
                network.InNetwork("/join"),
                new
                {
                    name = "Ny",
                    email = Address(),
                    function = "manager",
                }
            )
        ).ShouldBe(HttpStatusCode.TooManyRequests);
        (await reader.GetAsync("/join/" + network.Slug)).ShouldBeOk();
        (await reader.PostAsync("/join/" + network.Slug, ("Name", "Ny"), ("Email", Address()), ("As", "Manager")))
            .ShouldBe(HttpStatusCode.TooManyRequests)
            .Heading.ShouldBe("Det blev många frågor på kort tid");
    }

    [Test]
    public async Task What_cannot_be_meant_is_refused_beside_the_field()
    {
        var network = await MakeAsync();
        Task<Reply> Send(
            string? name = "Ny",
            string? email = "a@lulea.example",
            string? function = "manager",
            string? message = null
        ) =>
            Guest.PostAsync(
                network.InNetwork("/join"),
                new
                {
                    name,
                    email,
                    function,
                    message,
                }
            );
        (await Send(name: "")).ShouldBeInvalid("NameMissing", "name");
        (await Send(name: "a\0")).ShouldBeInvalid("NameMissing", "name");
        (await Send(email: "fel")).ShouldBeInvalid("EmailNotValid", "email");
        (await Send(email: "a\0@lulea.example")).ShouldBeInvalid("EmailNotValid", "email");
        (await Send(email: "a@" + new string('x', 200) + ".se")).ShouldBeInvalid("EmailNotValid", "email");
        (await Send(function: null)).ShouldBeInvalid("FunctionMissing", "function");
        (await Send(function: "boss")).ShouldBeInvalid("Unreadable", "function");
        (await Send(message: new string('x', 501))).ShouldBeInvalid("MessageTooLong", "message");
        (await Send(message: "a\0")).ShouldBeInvalid("Unreadable", "message");
        var page = (
            await new Reader(Server).PostAsync(
                "/join/" + network.Slug,
                ("Name", "<script>"),
                ("Email", "fel"),
                ("As", "Manager"),
                ("Message", "Hej")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain("href=\"#email\"");
        page.Html.ShouldNotContain("<script>\"");
        WebUtility.HtmlDecode(page.Html).ShouldContain("value=\"<script>\"");
        (await network.InDbAsync(db => db.JoinRequests.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task A_network_that_is_not_there_is_not_found()
    {
        (
            await Guest.PostAsync(
                "/api/v1/networks/finns-inte/join",
                new
                {
                    name = "Ny",
                    email = Address(),
                    function = "manager",
                }
            )
        ).ShouldBeRefused(HttpStatusCode.NotFound, "NotFound");
        (await new Reader(Server).GetAsync("/join/finns-inte")).ShouldBe(HttpStatusCode.NotFound);
        (await new Reader(Server).PostAsync("/join/finns-inte", ("Name", "Ny"))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task The_public_page_tells_a_guest_and_another_networks_member_no_more_than_the_networks_name()
    {
        var (network, other) = (
            await BuildAsync(n => n.Named("Nordens nätverk").People("Hemlig").Group("Piteå", "Luleå")),
            await BuildAsync(n => n)
        );
        foreach (var reader in new[] { new Reader(Server), await other.Coordinator.ReaderAsync() })
        {
            var page = (await reader.GetAsync("/join/" + network.Slug)).ShouldBeOk();
            page.Heading.ShouldContain("Nordens nätverk");
            page.Text.ShouldNotContain("Hemlig");
            page.Text.ShouldNotContain("Piteå");
        }
    }
}
