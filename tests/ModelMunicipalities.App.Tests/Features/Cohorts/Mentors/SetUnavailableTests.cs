namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class SetUnavailableTests(DatabaseProvider provider) : MentorTest(provider)
{
    [Test]
    public async Task A_mentor_that_can_no_longer_take_its_group_keeps_it_and_the_coordinator_is_told()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs", "Lycksele"));
        await network.ReadsEnglishAsync(network.Coordinator);
        (await AvailabilityAsync(network["Piteå", Function.KeyPerson], network, "Piteå", false)).ShouldBeOk()["participants"]!
            .AsArray()
            .Count.ShouldBe(2);

        var mail = (await network.MailsAsync()).ShouldHaveSingleItem();
        mail.To.ShouldBe(network.Coordinator.Email);
        mail.Subject.ShouldBe("Piteå has no room for its group in cohort Omgång 2027");
        mail.Body.ShouldContain("Boden and Luleå");
        mail.Body.ShouldContain(network.CohortPage("/pairing"));

        var groups = (await network.Observer.Api.GetAsync(network.InCohort("/groups"))).ShouldBeOk();
        groups["items"]!
            .AsArray()
            .Select(g => (g!["name"]!.ToString(), g["participants"]!.AsArray().Count, g["flags"]!.ToJsonString()))
            .ShouldBe([("Piteå", 2, """["mentorUnavailable"]"""), ("Umeå", 2, "[]")]);
        (await network.Coordinator.Api.GetAsync(network.InCohort("/progress")))["groups"]!
            .ToJsonString()
            .ShouldBe("""[{"group":"Pite\u00E5","flags":["mentorUnavailable"]}]""");

        var overview = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage())).ShouldBeOk();
        overview.Text.ShouldContain("En grupp behöver ses över");
        overview.Html.ShouldContain(network.CohortPage("/pairing"));
        (await (await network["Luleå", Function.Politician].ReaderAsync()).GetAsync(network.PageOf("Luleå")))
            .ShouldBeOk()
            .Text.ShouldContain("Er mentor kan inte ta emot någon just nu. Samordnaren ser över gruppen.");
        (await (await network["Piteå", Function.Politician].ReaderAsync()).GetAsync(network.CohortPage("/mentees")))
            .ShouldBeOk()
            .Text.ShouldContain("Ni har sagt att ni inte kan ta emot någon just nu.");
        (await (await network["Vännäs", Function.Politician].ReaderAsync()).GetAsync(network.PageOf("Vännäs")))
            .ShouldBeOk()
            .Text.ShouldNotContain("Samordnaren ser över gruppen");

        (await AvailabilityAsync(network["Piteå", Function.Manager], network, "Piteå", true)).ShouldBeOk();
        (await network.Coordinator.Api.GetAsync(network.InCohort("/progress")))["groups"]!.AsArray().ShouldBeEmpty();
        (await network.MailsAsync()).Count.ShouldBe(1);
    }
}
