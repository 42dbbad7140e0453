using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class ViewApplicationTests(DatabaseProvider provider) : ApplicationTest(provider)
{
    [Test]
    public async Task Nobody_else_reads_or_writes_it()
    {
        var network = await MakeAsync("Luleå", "Boden");
        await network.SubmitApplicationAsync("Luleå");
        foreach (var other in new[] { network["Boden", Function.KeyPerson], network.Observer })
        {
            (await other.Api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "OrganisationOnly"
            );
            (await other.Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole())).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "OrganisationOnly"
            );
            (await other.Api.PostAsync(network.ApplicationOf("Luleå", "/submission"))).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "OrganisationOnly"
            );
            (await other.Api.PostAsync(network.ApplicationOf("Luleå", "/withdrawal"))).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "OrganisationOnly"
            );
            (
                await other.Api.PostAsync(network.ApplicationOf("Luleå", "/decision"), new { decision = "admit", version = 2 })
            ).ShouldBeRefused(HttpStatusCode.Forbidden, "CoordinatorOnly");
            (await other.Api.GetAsync(network.InCohort("/applications"))).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "CoordinatorOnly"
            );
        }

        (await network.Coordinator.Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole())).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "OrganisationOnly"
        );
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PostAsync(network.ApplicationOf("Luleå", "/decision"), new { decision = "admit", version = 2 })
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "CoordinatorOnly");
    }

    [Test]
    public async Task The_coordinator_sees_of_a_draft_how_far_it_has_come_and_nothing_that_stands_in_it()
    {
        var network = await MakeAsync("Luleå");
        await network.SaveApplicationAsync(
            "Luleå",
            new()
            {
                ["motivation"] = "Hemligt än",
                ["contactName"] = "Hemlig Kontakt",
                ["focus"] = new[] { "violence" },
                ["willMentor"] = true,
            }
        );
        await HiddenAsync("draft");
        await network.SubmitApplicationAsync(
            "Luleå",
            network
                .Whole()
                .But("motivation", "Hemligt än")
                .But("contactName", "Hemlig Kontakt")
                .But("focus", new[] { "violence" })
        );
        (await network.Coordinator.Api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeOk().Text.ShouldContain("Hemligt än");
        (await network.DecideAsync("Luleå", "sendBack", "Komplettera.")).ShouldBeOk();
        await HiddenAsync("sentBack");
        (await network["Luleå", Function.Politician].Api.PostAsync(network.ApplicationOf("Luleå", "/withdrawal"))).ShouldBeOk();
        await HiddenAsync("withdrawn");

        async Task HiddenAsync(string status)
        {
            var one = (await network.Coordinator.Api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeOk();
            one["status"]!.ToString().ShouldBe(status);
            one["content"].ShouldBeNull();
            one["criteria"]!.AsArray().ShouldAllBe(c => c!["met"] == null && c["evidence"]!.AsArray().Count == 0);
            one["parts"]!.AsArray().Count(p => p!["state"]!.ToString() == "filled").ShouldBeGreaterThan(1);
            var list = (await network.Coordinator.Api.GetAsync(network.InCohort("/applications"))).ShouldBeOk();
            (
                list["items[0]"]!["met"],
                list["items[0]"]!["focus"]!.AsArray().Count,
                list["withUndecided"]!["organisations"]!.GetValue<int>()
            ).ShouldBe((null, 0, 0));
            var page = await (await network.Coordinator.ReaderAsync()).GetAsync(network.ApplicationPage("Luleå"));
            var listed = await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/applications"));
            foreach (var text in new[] { one.Text, list.Text, page.ShouldBeOk().Text, listed.ShouldBeOk().Text })
            {
                text.ShouldNotContain("Hemlig");
                text.ShouldNotContain("Mäns våld");
            }
        }
    }

    [Test]
    public async Task Every_state_has_its_heading_for_both_readers_in_both_languages()
    {
        var network = await OpenToLuleaAsync();
        var headings = new HashSet<string>();
        var (own, coordinator) = (
            await network["Luleå", Function.Politician].ReaderAsync(),
            await network.Coordinator.ReaderAsync()
        );
        await LookAsync();
        await network.ChangeAsync(async db =>
            await db.Applications.AddAsync(
                new Application
                {
                    CohortId = network.Cohort.Id,
                    OrganisationId = network["Luleå"].Id,
                    Status = ApplicationStatus.Invited,
                    InvitedAt = DateTimeOffset.UtcNow,
                }
            )
        );
        foreach (var status in Enum.GetValues<ApplicationStatus>())
        {
            await network.ChangeAsync(async db => (await db.Applications.SingleAsync()).Status = status);
            await LookAsync();
        }

        headings.Count.ShouldBeGreaterThan(20);

        async Task LookAsync()
        {
            foreach (var reader in new[] { own, coordinator })
            {
                foreach (var language in new[] { "sv", "en" })
                {
                    await reader.PostAsync("/language", ("language", language));
                    var page = (await reader.GetAsync(network.ApplicationPage("Luleå"))).ShouldBeOk();
                    page.Heading.ShouldNotBeEmpty();
                    page.Text.ShouldNotContain("{0}");
                    headings.Add(page.Heading);
                }
            }
        }
    }
}
