using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Pairing;

public class PublishProposalTests(DatabaseProvider provider) : PairingTest(provider)
{
    [Test]
    public async Task Announcing_makes_the_groups_and_writes_to_each_once_in_her_language()
    {
        var network = await PairingStageAsync();
        await network.ChangeAsync(async db =>
            (await db.Users.SingleAsync(p => p.Id == network["Luleå", Function.KeyPerson].Id)).Language = "en"
        );
        (await ProposeAsync(network, new { })).ShouldBeOk();
        var before = await network.MailsAsync();
        before.ShouldBeEmpty();

        (await PublishAsync(network, 1)).ShouldBeOk()["publishedAt"].ShouldNotBeNull();
        var groups = (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.InCohort("/groups"))).ShouldBeOk();
        groups["items"]!
            .AsArray()
            .Select(g =>
                (g!["mentor"]!["name"]!.ToString(), string.Join(" ", g["participants"]!.AsArray().Select(p => p!["name"])))
            )
            .ShouldBe([("Piteå", "Boden Luleå"), ("Umeå", "Lycksele Vännäs")], ignoreOrder: true);

        var mails = await network.MailsAsync();
        mails.Count.ShouldBe(18);
        mails.Select(m => m.To).Distinct().Count().ShouldBe(18);
        var english = mails.Single(m => m.To == network["Luleå", Function.KeyPerson].Email);
        english.Body.ShouldContain("Luleå has Piteå as mentor. Also in the group: Boden.");
        english.Body.ShouldContain(Server.Address.ToString().TrimEnd('/') + network.PageOf("Luleå"));
        mails
            .Single(m => m.To == network["Luleå", Function.Manager].Email)
            .Body.ShouldContain("Luleå har Piteå som mentor. I gruppen är också Boden.");
        mails
            .Single(m => m.To == network["Piteå", Function.KeyPerson].Email)
            .Body.ShouldContain("Piteå är mentor för Boden och Luleå.");

        (await PublishAsync(network, 1)).ShouldBeRefused(HttpStatusCode.Conflict, "ProposalPublished");
        (await network.MailsAsync()).Count.ShouldBe(18);
        (await network.TrailAsync("GroupsPublished")).Count.ShouldBe(1);
        var page = await (await network["Luleå", Function.KeyPerson].ReaderAsync()).GetAsync(network.PageOf("Luleå"));
        page.ShouldBeOk().Text.ShouldContain("Piteå");
        page.Text.ShouldContain("Boden");
    }

    [Test]
    public async Task Of_two_who_announce_at_once_one_does()
    {
        var network = await PairingStageAsync();
        (await ProposeAsync(network, new { })).ShouldBeOk();
        var etag = (await network.Coordinator.Api.GetAsync(At(network, 1))).ETag;
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => PublishAsync(network, 1, etag))));
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Where(r => r.Status != HttpStatusCode.OK).ShouldAllBe(r => r.Status == HttpStatusCode.Conflict);
        (await network.MailsAsync()).Count.ShouldBe(18);
        (await network.InDbAsync(db => db.Groups.CountAsync())).ShouldBe(2);
    }

    [Test]
    public async Task A_proposal_that_no_longer_fits_is_not_announced_and_nothing_is_half_done()
    {
        var network = await PairingStageAsync(places: 3);
        (await ProposeAsync(network, new { minPerGroup = 1 })).ShouldBeOk();
        await network.ChangeAsync(async db =>
            (await db.Participations.SingleAsync(p => p.OrganisationId == network["Umeå"].Id)).Places = 2
        );
        (await network.Coordinator.Api.GetAsync(At(network, 1))).ShouldBeOk()["isStale"]!.GetValue<bool>().ShouldBeTrue();
        (await PublishAsync(network, 1)).ShouldBeRefused(HttpStatusCode.Conflict, "ProposalStale");
        (await network.InDbAsync(db => db.Groups.CountAsync())).ShouldBe(0);
        (await network.InDbAsync(db => db.Participations.CountAsync(p => p.GroupId != null))).ShouldBe(0);
        (await network.MailsAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task When_a_mentor_leaves_the_repair_moves_its_participants_only_and_only_those_concerned_are_told()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs", "Lycksele").Group("Malmö", "Lund", "Ystad")
        );
        await network.ChangeAsync(async db =>
        {
            await SetPlacesAsync(db, 4);
            (await db.Participations.SingleAsync(p => p.OrganisationId == network["Umeå"].Id)).WithdrawnAt =
                DateTimeOffset.UtcNow;
        });
        var repair = (
            await ProposeAsync(
                network,
                new
                {
                    minPerGroup = 2,
                    maxPerGroup = 4,
                    repair = true,
                }
            )
        ).ShouldBeOk();
        Groups(repair)["pitea"].ShouldBe(["boden", "lulea", "lycksele", "vannas"]);
        Groups(repair)["malmo"].ShouldBe(["lund", "ystad"]);
        repair["changed"]!.GetValue<int>().ShouldBe(2);

        (await PublishAsync(network, 1)).ShouldBeOk();
        var told = (await network.MailsAsync()).Select(m => m.To).ToList();
        told.ShouldBe(
            new[] { "Piteå", "Luleå", "Boden", "Lycksele", "Vännäs" }.SelectMany(o =>
                Assessment.Functions.Select(f => network[o, f].Email)
            ),
            ignoreOrder: true
        );
        (await network.InDbAsync(db => db.Groups.CountAsync())).ShouldBe(3, "the group of the mentor that left stays on record");
        (
            await network.InDbAsync(db => db.Participations.SingleAsync(p => p.OrganisationId == network["Umeå"].Id))
        ).GroupId.ShouldNotBeNull();
    }
}
