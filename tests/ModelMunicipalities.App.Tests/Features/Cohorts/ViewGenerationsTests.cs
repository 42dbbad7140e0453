using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class ViewGenerationsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task The_network_sees_who_has_learnt_from_whom_over_all_cohorts()
    {
        var network = await BuildAsync(n => n.Group("Luleå", "Umeå", "Boden").Outside("Piteå"));
        await network.ChangeAsync(async db =>
        {
            // Made after the other one, though it was held before it.
            var pilot = new Cohort
            {
                Slug = "2015",
                Name = "2015",
                Instrument = "ten-step-2019",
                Stage = CohortStage.Closed,
                ClosedAt = DateTimeOffset.UtcNow,
            };
            pilot.Occasions.Add(
                new Occasion
                {
                    Key = "startup",
                    Ordinal = 1,
                    StartsAt = DateTimeOffset.UtcNow.AddYears(-10),
                    EndsAt = DateTimeOffset.UtcNow.AddYears(-10),
                }
            );
            db.Cohorts.Add(pilot);
            await db.SaveChangesAsync();
            var group = new Group { CohortId = pilot.Id, Name = "Piteå" };
            db.Groups.Add(group);
            await db.SaveChangesAsync();
            db.Participations.AddRange(
                new Participation
                {
                    CohortId = pilot.Id,
                    GroupId = group.Id,
                    OrganisationId = network["Piteå"].Id,
                    Role = CohortRole.Mentor,
                },
                new Participation
                {
                    CohortId = pilot.Id,
                    GroupId = group.Id,
                    OrganisationId = network["Luleå"].Id,
                    Role = CohortRole.Participant,
                },
                new Participation
                {
                    CohortId = pilot.Id,
                    GroupId = group.Id,
                    OrganisationId = network["Boden"].Id,
                    Role = CohortRole.Participant,
                    WithdrawnAt = DateTimeOffset.UtcNow,
                    WithdrawnReason = "hemligt",
                }
            );
        });

        var tree = (await network.Observer.Api.GetAsync(network.InNetwork("/generations"))).ShouldBeOk();
        (tree["mentors"]!.GetValue<int>(), tree["organisations"]!.GetValue<int>()).ShouldBe((1, 4));
        tree["cohorts"]!.AsArray().Select(c => c!["cohort"]!.ToString()).ShouldBe(["2015", "2027"]);
        tree["roots[0].name"]!.ToString().ShouldBe("Piteå");
        var participants = tree["roots[0].mentored"]![0]!["participants"]!.AsArray();
        participants
            .Select(p => (p!["name"]!.ToString(), p["hasLeft"]!.GetValue<bool>()))
            .ShouldBe([("Boden", true), ("Luleå", false)]);
        participants[1]!["mentored"]![0]!["participants"]!
            .AsArray()
            .Select(p => p!["name"]!.ToString())
            .ShouldBe(["Boden", "Umeå"]);
        tree.Text.ShouldNotContain("hemligt");

        var page = (
            await (await network["Umeå", Function.Politician].ReaderAsync()).GetAsync(network.Page("/generations"))
        ).ShouldBeOk();
        page.Heading.ShouldBe("En mentor har blivit fyra organisationer");
        page.Text.ShouldContain("lämnade omgången");
        (
            await (await (await BuildAsync(n => n.Peers("Luleå", "Boden"))).Coordinator.ReaderAsync()).GetAsync(
                network.Page("/generations")
            )
        ).ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Peers_without_mentors_make_no_tree_and_the_page_says_what_will_come()
    {
        var network = await BuildAsync(n => n.Peers("Luleå", "Boden"));
        (await network.Observer.Api.GetAsync(network.InNetwork("/generations"))).ShouldBeOk()["roots"]!.AsArray().ShouldBeEmpty();
        (await (await network.Observer.ReaderAsync()).GetAsync(network.Page("/generations")))
            .ShouldBeOk()
            .Heading.ShouldBe("Ingen har varit mentor ännu");
    }
}
