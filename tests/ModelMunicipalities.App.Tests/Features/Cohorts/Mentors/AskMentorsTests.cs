using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class AskMentorsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task The_asked_are_mentors_to_be_and_their_key_persons_get_a_mail_in_their_language()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Outside("Umeå", "Örebro", "Malmö"));
        await network.ReadsEnglishAsync(network["Örebro", Function.KeyPerson]);
        var asked = (await AskAsync(network, "orebro", " umea ", "umea")).ShouldBeOk();
        asked["items"]!
            .ToJsonString()
            .ShouldBe(
                """[{"organisation":"umea","name":"Umeå","mailed":1},{"organisation":"orebro","name":"Örebro","mailed":1}]"""
                    .Replace("å", "\\u00E5")
                    .Replace("Ö", "\\u00D6")
            );

        var mails = await network.MailsAsync();
        mails
            .To()
            .ShouldBe(
                [network["Umeå", Function.KeyPerson].Email, network["Örebro", Function.KeyPerson].Email],
                ignoreOrder: true
            );
        var (swedish, english) = (mails.Single(m => m.To.Contains("umea")), mails.Single(m => m.To.Contains("orebro")));
        swedish.Subject.ShouldBe("Kan Umeå vara mentor i omgång Omgång 2027?");
        english.Subject.ShouldBe("Can Örebro be mentor in cohort Omgång 2027?");
        swedish.Body.ShouldContain($"{Server.Address.ToString().TrimEnd('/')}{network.CohortPage("/mentors/umea")}");
        english.Body.ShouldContain(network.CohortPage("/mentors/orebro"));

        var mentor = (await network["Umeå", Function.Politician].Api.GetAsync(network.InCohort("/mentors/umea"))).ShouldBeOk();
        (mentor["places"], mentor["answered"]!.GetValue<bool>(), mentor["mayChange"]!.GetValue<bool>()).ShouldBe(
            (null, false, true)
        );
        (await network.TrailAsync("MentorAsked")).ShouldBe([
            (network.Coordinator.Name, "Örebro", null, "Omgång 2027"),
            (network.Coordinator.Name, "Umeå", null, "Omgång 2027"),
        ]);
        var start = await network["Umeå", Function.KeyPerson].ReaderAsync();
        (await start.GetAsync(network.CohortPage("/mentees")))
            .ShouldBeOk()
            .Heading.ShouldBe("Kan Umeå vara mentor i omgång Omgång 2027?");
    }

    [Test]
    public async Task Without_a_key_person_the_other_functions_are_written_to_and_without_anybody_it_is_said()
    {
        var network = await BuildAsync(n => n.Outside("Umeå", "Örebro").Participants("Malmö"));
        await network.ChangeAsync(async db =>
        {
            var umea = network["Umeå", Function.KeyPerson].Id;
            (await db.Memberships.SingleAsync(m => m.PersonId == umea)).EndedAt = DateTimeOffset.UtcNow;
            db.Organisations.Add(
                new()
                {
                    Name = "Kalmar",
                    Slug = "kalmar",
                    Kind = Domain.Networks.OrganisationKind.Municipality,
                }
            );
        });
        var asked = (await AskAsync(network, "umea", "kalmar")).ShouldBeOk();
        asked["items"]!
            .AsArray()
            .Select(i => (i!["organisation"]!.ToString(), i["mailed"]!.GetValue<int>()))
            .ShouldBe([("kalmar", 0), ("umea", 2)]);
        (await network.MailsAsync())
            .To()
            .ShouldBe([network["Umeå", Function.Politician].Email, network["Umeå", Function.Manager].Email], ignoreOrder: true);
    }

    [Test]
    public async Task Who_is_there_already_is_refused_by_name_and_then_nobody_is_asked()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Outside("Umeå"));
        var refused = (await AskAsync(network, "umea", "pitea", "lulea", "atlantis")).ShouldBe(HttpStatusCode.Conflict);
        refused.Errors.Keys.ShouldBe(["organisations[1]", "organisations[2]", "organisations[3]"], ignoreOrder: true);
        refused.Errors["organisations[1]"].Single().ShouldContain("Piteå");
        refused.Errors["organisations[2]"].Single().ShouldContain("Luleå");
        await NobodyAskedAsync(network);
    }

    [TestCase("MentorsNoneChosen", HttpStatusCode.BadRequest)]
    [TestCase("UnknownOrganisation", HttpStatusCode.BadRequest, "atlantis")]
    [TestCase("Unreadable", HttpStatusCode.BadRequest, "um\0ea")]
    [TestCase("UnknownOrganisation", HttpStatusCode.BadRequest, "umea", "<script>alert(1)</script>")]
    [TestCase("MentorAlready", HttpStatusCode.Conflict, "pitea")]
    [TestCase("ParticipantAlready", HttpStatusCode.Conflict, "lulea", "umea")]
    public async Task What_cannot_be_asked_is_refused(string rule, HttpStatusCode status, params string[] organisations)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Outside("Umeå"));
        (await AskAsync(network, organisations)).ShouldBeRefused(status, rule);
        await NobodyAskedAsync(network);
    }

    [Test]
    public async Task Nobody_is_asked_in_a_closed_cohort_or_one_that_there_is_none_of()
    {
        var network = await BuildAsync(n => n.Closed().Group("Piteå", "Luleå").Outside("Umeå"));
        (await AskAsync(network, "umea")).ShouldBeRefused(HttpStatusCode.Conflict, "TooLateStage");
        (
            await network.Coordinator.Api.PostAsync(
                network.InNetwork("/cohorts/1999/mentors"),
                new { organisations = new[] { "umea" } }
            )
        ).ShouldBeRefused(HttpStatusCode.NotFound, "NotFound");
        await NobodyAskedAsync(network);
    }

    [Test]
    public async Task Asked_at_the_same_time_an_organisation_is_asked_once()
    {
        var network = await BuildAsync(n => n.Outside("Umeå"));
        var replies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => AskAsync(network, "umea"))));
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Count(r => r.Status == HttpStatusCode.Conflict).ShouldBe(2);
        (await network.MailsAsync()).Count.ShouldBe(1);
    }

    [Test]
    public async Task One_that_left_comes_back_when_it_is_asked()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        (
            await network["Piteå", Function.KeyPerson].Api.PostAsync(network.Of("Piteå", "/withdrawal"), new { reason = "Tid" })
        ).ShouldBeOk();
        (await AskAsync(network, "pitea")).ShouldBeOk();
        var list = (await network.Coordinator.Api.GetAsync(network.InCohort("/mentors"))).ShouldBeOk();
        (
            list["items[0].organisation"]!.ToString(),
            list["items[0].withdrawnAt"],
            list["items[0].group"],
            list["notAnswered"]!.GetValue<int>()
        ).ShouldBe(("pitea", null, null, 1));
    }

    private static Task<Reply> AskAsync(TestNetwork network, params string[] organisations) =>
        network.Coordinator.Api.PostAsync(network.InCohort("/mentors"), new { organisations });

    private static async Task NobodyAskedAsync(TestNetwork network)
    {
        (await network.MailsAsync()).ShouldBeEmpty();
        (await network.TrailAsync("MentorAsked")).ShouldBeEmpty();
        (await network.InDbAsync(db => db.Participations.CountAsync())).ShouldBeLessThanOrEqualTo(3);
    }
}
