using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Networks;

/// <summary>Where the menu's words lead.</summary>
public class FindStartTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [TestCase("coordinator", "{c}")]
    [TestCase("observer", "{c}/benchmark")]
    [TestCase("mentor", "{c}/mentees")]
    [TestCase("key person", "{c}/organisations/lulea")]
    [TestCase("politician", "{c}/organisations/lulea")]
    public async Task Each_first_page_is_the_one_for_what_she_is(string who, string first)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var member = who switch
        {
            "coordinator" => network.Coordinator,
            "observer" => network.Observer,
            "mentor" => network["Piteå", Function.KeyPerson],
            "politician" => network["Luleå", Function.Politician],
            _ => network["Luleå", Function.KeyPerson],
        };
        var reader = await member.ReaderAsync();
        (await reader.GetAsync("/")).ShouldLeadTo(network.Page());
        (await reader.GetAsync(network.Page())).ShouldLeadTo(first.Replace("{c}", network.CohortPage()));
    }

    [TestCase(CohortStage.Planning)]
    [TestCase(CohortStage.Application)]
    [TestCase(CohortStage.Admission)]
    [TestCase(CohortStage.Pairing)]
    public async Task Before_the_cohort_runs_the_coordinators_first_page_is_its_plan(CohortStage stage)
    {
        var network = await BuildAsync(n => n.Stage(stage).Outside("Luleå"));
        var reader = await network.Coordinator.ReaderAsync();
        (await reader.GetAsync(network.Page())).ShouldLeadTo(network.CohortPage());
        (await reader.GetAsync(network.CohortPage())).ShouldLeadTo(network.CohortPage("/plan"));
        (await reader.GetAsync(network.CohortPage("/plan"))).ShouldBeOk();

        // Another that runs comes first.
        await network.ChangeAsync(db =>
        {
            db.Cohorts.Add(
                new Cohort
                {
                    Slug = "2026",
                    Name = "2026",
                    Instrument = "ten-step-2019",
                    Stage = CohortStage.Running,
                }
            );
            return Task.CompletedTask;
        });
        (await reader.GetAsync(network.Page())).ShouldLeadTo(network.Page("/cohorts/2026"));
    }

    [Test]
    public async Task Without_a_cohort_the_coordinators_first_page_is_where_one_is_made()
    {
        var network = await BuildAsync(n => n);
        await network.ChangeAsync(async db => db.Cohorts.Remove(await db.Cohorts.SingleAsync()));
        var reader = await network.Coordinator.ReaderAsync();
        (await reader.GetAsync(network.Page())).ShouldLeadTo(network.Page("/cohorts"));
        (await reader.GetAsync(network.Page("/cohorts"))).ShouldBeOk();
        (await reader.GetAsync(network.Page("/cohorts/new"))).ShouldBeOk();
    }

    [TestCase("scoring", "Luleå", "{o}/assessments/bm1/mine")]
    [TestCase("scoring", "Piteå", "{o}/assessments/bm1/mine")]
    [TestCase("results", "Luleå", "{c}/benchmark")]
    [TestCase("results", "Piteå", "{c}/benchmark")]
    public async Task The_menus_words_lead_to_the_occasion_that_has_opened_last_and_to_the_figures(
        string wanted,
        string organisation,
        string address
    )
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network[organisation, Function.Manager].ReaderAsync();
        (await reader.GetAsync(network.Page("/" + wanted))).ShouldLeadTo(
            address.Replace("{c}", network.CohortPage()).Replace("{o}", network.PageOf(organisation))
        );
    }

    [Test]
    public async Task A_mentor_that_has_left_begins_with_its_own_answer()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.ChangeAsync(async db =>
            (await db.Participations.SingleAsync(p => p.OrganisationId == network["Piteå"].Id)).WithdrawnAt =
                DateTimeOffset.UtcNow
        );
        var reader = await network["Piteå", Function.KeyPerson].ReaderAsync();
        (await reader.GetAsync(network.Page())).ShouldLeadTo(network.CohortPage("/mentors/pitea"));
    }

    [Test]
    public async Task One_that_takes_part_in_nothing_is_told_so_until_it_applies()
    {
        var network = await BuildAsync(n => n.Outside("Luleå").Stage(CohortStage.Application));
        await network.AskAsync();
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var nothing = (await reader.GetAsync(network.Page())).ShouldBeOk();
        (nothing.Heading, nothing.Text.Contains("Din organisation är inte med i någon omgång ännu.")).ShouldBe(
            ("Här finns inget än", true)
        );
        await network.SaveApplicationAsync("Luleå");
        (await reader.GetAsync(network.Page())).ShouldLeadTo(network.ApplicationPage("Luleå"));
        (await reader.GetAsync(network.Page("/scoring"))).ShouldBeOk().Heading.ShouldBe("Här finns inget än");
    }

    [Test]
    public async Task One_whose_cohort_is_over_begins_with_its_application_to_the_next()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Closed());
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        (await reader.GetAsync(network.Page())).ShouldLeadTo(network.PageOf("Luleå"));
        await network.ChangeAsync(async db =>
        {
            var next = new Cohort
            {
                Slug = "2031",
                Name = "2031",
                Instrument = "ten-step-2019",
                Stage = CohortStage.Application,
            };
            db.Cohorts.Add(next);
            await db.SaveChangesAsync();
            db.Applications.Add(new Application { CohortId = next.Id, OrganisationId = network["Luleå"].Id });
        });
        (await reader.GetAsync(network.Page())).ShouldLeadTo(network.Page("/cohorts/2031/applications/lulea"));
        (await reader.GetAsync(network.Page("/results"))).ShouldLeadTo(network.CohortPage("/benchmark"));
    }
}
