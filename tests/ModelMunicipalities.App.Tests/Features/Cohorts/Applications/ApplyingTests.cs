using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>An application from its first word to its decision.</summary>
public class ApplyingTests(DatabaseProvider provider) : ApplicationTest(provider)
{
    [Test]
    public async Task An_organisation_applies_and_is_admitted_with_its_people_invited()
    {
        var network = await MakeAsync("Luleå");
        var api = network["Luleå", Function.Manager].Api;
        var before = (await api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeOk();
        (before["status"], before["version"]!.GetValue<int>(), before["may"]!["change"]!.GetValue<bool>()).ShouldBe(
            (null, 0, true)
        );

        await network.SubmitApplicationAsync("Luleå");
        var read = (await network.Coordinator.Api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeOk();
        read["status"]!.ToString().ShouldBe("submitted");
        read["criteria"]!.AsArray().ShouldAllBe(c => c!["met"]!.GetValue<bool>());
        read["content"]!["motivation"]!.ToString().ShouldBe("Vi vill lära av andra.");
        read["content"]!["baseline"]!.AsArray().Select(s => s!.GetValue<int>()).ShouldBe([1, 2, 3, 1, 2, 3, 1, 2, 3, 1]);

        var decided = (await network.DecideAsync("Luleå", "admit", "Välkomna!")).ShouldBeOk();
        (decided["status"]!.ToString(), decided["invited"]!.GetValue<int>()).ShouldBe(("admitted", 3));
        var participation = await network.InDbAsync(db => db.Participations.SingleAsync());
        (participation.Role, participation.IsActive, participation.OrganisationId).ShouldBe(
            (CohortRole.Participant, true, network["Luleå"].Id)
        );
        participation.Focus.ShouldBe(["schools", "care"]);
        (
            await network.InDbAsync(db =>
                db.Invitations.OrderBy(i => i.Function)
                    .Select(i => new
                    {
                        i.Function,
                        i.OrganisationId,
                        i.Name,
                    })
                    .ToListAsync()
            )
        ).Select(i => (i.Function, i.OrganisationId, i.Name)).ShouldBe([(Function.Politician, network["Luleå"].Id, "Ny Politician"), (Function.Manager, network["Luleå"].Id, "Ny Manager"), (Function.KeyPerson, network["Luleå"].Id, "Ny KeyPerson")]);
        var own = (await api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeOk();
        (
            own["status"]!.ToString(),
            own["reason"]!.ToString(),
            own["takesPartAs"]!.ToString(),
            own["may"]!["change"]!.GetValue<bool>()
        ).ShouldBe(("admitted", "Välkomna!", "participant", false));
    }

    [Test]
    public async Task Any_of_the_three_may_write_submit_and_take_back()
    {
        foreach (var function in Assessment.Functions)
        {
            var network = await MakeAsync("Luleå");
            var api = network["Luleå", function].Api;
            (await api.PutAsync(network.ApplicationOf("Luleå"), network.Whole())).ShouldBeOk();
            (await api.PostAsync(network.ApplicationOf("Luleå", "/submission"))).ShouldBeOk()["status"]!
                .ToString()
                .ShouldBe("submitted");
            (await api.PostAsync(network.ApplicationOf("Luleå", "/withdrawal"))).ShouldBeOk()["status"]!
                .ToString()
                .ShouldBe("withdrawn");
        }
    }

    [Test]
    public async Task An_application_is_written_part_by_part_reviewed_submitted_and_taken_back()
    {
        var network = await OpenToLuleaAsync();
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        (await reader.GetAsync(Page())).ShouldBeOk().Heading.ShouldStartWith("Sök en plats");
        await SaveAsync(
            "contact",
            "areas",
            ("ContactName", "Åsa"),
            ("ContactEmail", "asa@lulea.example"),
            ("Motivation", "Vi vill lära.\r\nAv andra.")
        );
        (await reader.GetAsync(Page())).Heading.ShouldBe("Luleås ansökan saknar fem saker");
        await SaveAsync("areas", "people", ("Focus", "care"), ("Focus", "schools"));
        await SaveAsync(
            "people",
            "cemr",
            [
                .. Enumerable
                    .Range(0, 3)
                    .SelectMany(i =>
                        new[]
                        {
                            ($"Team[{i}].Name", $"Person {i}"),
                            ($"Team[{i}].Email", $"person{i}@lulea.example"),
                            ($"Team[{i}].Mandate", "§ 14"),
                        }
                    ),
            ]
        );
        await SaveAsync("cemr", "baseline", ("Cemr", "Planned"), ("CemrDate", "2027-05-06"));
        await SaveAsync(
            "baseline",
            "stakeholders",
            [.. Enumerable.Range(0, 10).Select(i => ($"Baseline[{i}]", $"{1 + (i % 3)}"))]
        );
        await SaveAsync("stakeholders", "commitment", ("Stakeholders", "Länsstyrelsen"));
        (await reader.GetAsync(Page("/review")))
            .ShouldBeOk()
            .Heading.ShouldBe("Ett krav är inte uppfyllt – ni kan skicka in ändå");
        await SaveAsync("commitment", "questions", ("WillMentor", "true"));
        await SaveAsync("questions", null, ("Answers[0].IsMet", "true"), ("Answers[0].Evidence", "Tjugo procent."));
        var saved = await network.InDbAsync(db => db.Applications.SingleAsync());
        (
            saved.Motivation,
            saved.Baseline,
            saved.CemrDate,
            saved.Team.Count,
            saved.WillMentor,
            saved.Answers.Single().Evidence
        ).ShouldBe(("Vi vill lära.\nAv andra.", "1231231231", new DateOnly(2027, 5, 6), 3, true, "Tjugo procent."));
        saved.Focus.ShouldBe(["schools", "care"]);

        (await reader.GetAsync(Page())).Heading.ShouldBe("Luleås ansökan är klar att skicka in");
        (await reader.GetAsync(Page("/review"))).Heading.ShouldBe("Alla krav är uppfyllda – läs igenom och skicka in");
        (await reader.PostAsync(Page("/review"), ("Version", $"{saved.Version - 1}"))).ShouldBe(HttpStatusCode.Conflict);
        (await reader.PostAsync(Page("/review"), ("Version", $"{saved.Version}"))).ShouldLeadTo(Page());
        (await reader.PostAsync(Page("/review"), ("Version", $"{saved.Version}"))).ShouldBe(HttpStatusCode.Conflict);
        var sent = (await reader.GetAsync(Page())).ShouldBeOk();
        sent.Heading.ShouldBe("Ansökan är inskickad");
        sent.Text.ShouldContain("Ska skrivas under 6 maj 2027");
        (await reader.GetAsync(Page("/edit/contact"))).ShouldLeadTo(Page());
        (await reader.PostAsync(Page("?handler=TakeBack"), ("Version", $"{saved.Version + 1}"))).ShouldLeadTo(Page());
        (await reader.GetAsync(Page())).Heading.ShouldBe("Ansökan är återtagen");

        string Page(string path = "") => network.ApplicationPage("Luleå", path);
        async Task SaveAsync(string part, string? next, params (string, string)[] fields)
        {
            var was = Was(await reader.GetAsync(Page("/edit/" + part)));
            (await reader.PostAsync(Page("/edit/" + part), [.. fields, ("Was", was)])).ShouldLeadTo(
                next is null ? Page() : Page("/edit/" + next)
            );
        }
    }
}
