using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class LeaveCohortTests(DatabaseProvider provider) : LeavingTest(provider)
{
    [Test]
    public async Task A_participant_leaves_and_each_is_told_what_concerns_her()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs"));
        await network.ReadsEnglishAsync(network["Boden", Function.Manager]);
        var left = (await LeaveAsync(network["Luleå", Function.KeyPerson], network, "Luleå")).ShouldBeOk();
        (left["reason"]!.ToString(), left["mayLeave"]!.GetValue<bool>(), left["withdrawnAt"] is not null).ShouldBe(
            (Reason, false, true)
        );

        var mails = await network.MailsAsync();
        mails
            .To()
            .ShouldBe(
                [
                    network.Coordinator.Email,
                    .. Assessment.Functions.Select(f => network["Boden", f].Email),
                    .. Assessment.Functions.Select(f => network["Piteå", f].Email),
                ],
                ignoreOrder: true
            );
        mails.Where(m => m.Body.Contains(Reason)).To().ShouldBe([network.Coordinator.Email], "why is for the coordinator");
        mails.Single(m => m.To == network["Boden", Function.Manager].Email).Subject.ShouldBe("Luleå has left cohort Omgång 2027");
        mails.Single(m => m.To == network["Boden", Function.Politician].Email).Body.ShouldContain(network.PageOf("Boden"));
        mails.Single(m => m.To == network["Piteå", Function.KeyPerson].Email).Body.ShouldContain(network.CohortPage("/mentees"));

        (await network.TrailAsync("CohortLeft")).ShouldBe([
            (network["Luleå", Function.KeyPerson].Name, "Luleå", null, "Omgång 2027: " + Reason),
        ]);
        (
            await network.InDbAsync(db => db.Participations.SingleAsync(p => p.OrganisationId == network["Luleå"].Id))
        ).GroupId.ShouldNotBeNull("history stays");
    }

    [Test]
    public async Task The_coordinator_records_it_and_the_organisation_is_told_why()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        (await LeaveAsync(network.Coordinator, network, "Luleå")).ShouldBeOk();
        var mails = await network.MailsAsync();
        mails
            .Where(m => m.Body.Contains(Reason))
            .To()
            .ShouldBe(Assessment.Functions.Select(f => network["Luleå", f].Email), ignoreOrder: true);
        mails.Count.ShouldBe(9);
        mails.To().ShouldNotContain(network.Coordinator.Email);
    }

    [Test]
    public async Task Nobody_is_written_to_twice_however_many_places_she_has()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var person = network["Boden", Function.Politician];
        await network.ChangeAsync(async db =>
        {
            db.Memberships.Add(
                new()
                {
                    PersonId = person.Id,
                    OrganisationId = network["Piteå"].Id,
                    Function = Function.Manager,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            db.Memberships.Add(
                new()
                {
                    PersonId = person.Id,
                    Role = NetworkRole.Coordinator,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            await Task.CompletedTask;
        });
        (await LeaveAsync(network["Luleå", Function.KeyPerson], network, "Luleå")).ShouldBeOk();
        (await network.MailsAsync())
            .Where(m => m.To == person.Email)
            .ShouldHaveSingleItem()
            .Body.ShouldContain(Reason, Case.Sensitive, "as coordinator she reads why");
    }

    [Test]
    public async Task Why_is_told_to_the_coordinator_and_the_organisation_alone()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs", "Lycksele"));
        (await LeaveAsync(network["Luleå", Function.KeyPerson], network, "Luleå")).ShouldBeOk();
        foreach (var member in network.People.Where(p => p != network.Coordinator))
        {
            var list = (await member.Api.GetAsync(network.InCohort("/participants"))).ShouldBeOk();
            list.Text.ShouldNotContain(Reason);
            list["items"]!.AsArray().Single(p => p!["organisation"]!.ToString() == "lulea")!["withdrawnAt"].ShouldNotBeNull();
        }

        (await network.Coordinator.Api.GetAsync(network.InCohort("/participants")))["items"]!
            .AsArray()
            .Single(p => p!["organisation"]!.ToString() == "lulea")!["withdrawnReason"]!
            .ToString()
            .ShouldBe(Reason);
        (await network["Luleå", Function.Politician].Api.GetAsync(network.Of("Luleå", "/withdrawal"))).ShouldBeOk()["reason"]!
            .ToString()
            .ShouldBe(Reason);
        (await network["Boden", Function.KeyPerson].Api.GetAsync(network.Of("Luleå", "/withdrawal"))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "OrganisationOnly"
        );

        var own = (
            await (await network["Luleå", Function.Manager].ReaderAsync()).GetAsync(network.PageOf("Luleå", "/withdrawal"))
        ).ShouldBeOk();
        own.Heading.ShouldStartWith("Luleå lämnade omgången");
        own.Text.ShouldContain(Reason);
    }

    [Test]
    public async Task A_mentor_leaves_its_participants_are_told_so_and_the_group_is_flagged()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        (await LeaveAsync(network["Piteå", Function.KeyPerson], network, "Piteå")).ShouldBeOk();
        (await network.MailsAsync())
            .Where(m => m.To.Contains("lulea"))
            .ShouldAllBe(m => m.Body.Contains("Det var er mentor. Samordnaren ordnar en ny"));
        (await network.Coordinator.Api.GetAsync(network.InCohort("/groups")))["items[0].flags"]!
            .ToJsonString()
            .ShouldBe("""["mentorLeft"]""");
        var page = (
            await (await network["Luleå", Function.KeyPerson].ReaderAsync()).GetAsync(network.PageOf("Luleå"))
        ).ShouldBeOk();
        page.Text.ShouldContain("Er mentor har lämnat omgången. Samordnaren ordnar en ny.");
        page.Text.ShouldNotContain(Reason);

        var mentor = await network["Piteå", Function.KeyPerson].ReaderAsync();
        (await mentor.GetAsync(network.Page())).ShouldLeadTo(network.CohortPage("/mentors/pitea"));
        (await mentor.GetAsync(network.CohortPage("/mentors/pitea")))
            .ShouldBeOk()
            .Heading.ShouldStartWith("Piteå lämnade omgången");
        (
            await network["Piteå", Function.KeyPerson].Api.PutAsync(network.InCohort("/mentors/pitea"), new { places = 2 })
        ).ShouldBeRefused(HttpStatusCode.Conflict, "NotMentor");
    }

    [Test]
    public async Task One_left_alone_is_told_so()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        (await LeaveAsync(network["Luleå", Function.KeyPerson], network, "Luleå")).ShouldBeOk();
        (await (await network["Boden", Function.KeyPerson].ReaderAsync()).GetAsync(network.PageOf("Boden")))
            .ShouldBeOk()
            .Text.ShouldContain("Ni är ensamma kvar i gruppen.");
        (await (await network["Piteå", Function.KeyPerson].ReaderAsync()).GetAsync(network.CohortPage("/mentees")))
            .ShouldBeOk()
            .Text.ShouldContain("Färre än två deltagare är kvar i er grupp.");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage()))
            .ShouldBeOk()
            .Text.ShouldContain("Färre än två deltagare är kvar.");
    }

    [Test]
    public async Task An_open_checklist_of_one_that_left_takes_no_more_answers_and_what_was_submitted_is_read()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Submitted("Luleå", "startup", "2222222222"));
        var key = network["Luleå", Function.KeyPerson];
        await network.AllHandInAsync("Luleå", "bm1", "2222222222");
        var version = await network.VersionAsync("Luleå", "bm1");
        (await LeaveAsync(key, network, "Luleå")).ShouldBeOk();

        (await key.Api.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(1, 3))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "HasLeft"
        );
        (await key.Api.PostAsync(network.At("Luleå", "bm1", "/mine/handin"))).ShouldBeRefused(HttpStatusCode.Conflict, "HasLeft");
        (await key.Api.PutAsync(network.At("Luleå", "bm1", "/consensus"), Body.Scores("2222222222"), version)).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "HasLeft"
        );
        (await key.Api.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeRefused(HttpStatusCode.Conflict, "HasLeft");
        (
            await network.Coordinator.Api.PostAsync(network.At("Luleå", "startup", "/reopening"), new { reason = "fel" })
        ).ShouldBeRefused(HttpStatusCode.Conflict, "HasLeft");
        var import = (
            await network.Coordinator.Api.SendTextAsync(
                HttpMethod.Post,
                network.InCohort("/imports/assessments"),
                "organisation,occasion,step,score\nboden,bm1,1,2\nlulea,bm1,1,2\n",
                "text/csv"
            )
        ).ShouldBeInvalid("ImportHasLeft", "rows[3].organisation");
        import.Errors["rows[3].organisation"].Single().ShouldContain("Luleå");

        var assessment = (await key.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();
        (assessment["isOpen"]!.GetValue<bool>(), assessment["consensus"]!.AsArray().Count).ShouldBe((false, 0));
        var own = (await key.Api.GetAsync(network.Of("Luleå"))).ShouldBeOk();
        (
            own["current"],
            own["withdrawnAt"] is not null,
            own["latest.sum"]!.GetValue<int>(),
            own["group"]!.AsArray().Count
        ).ShouldBe((null, true, 20, 0));
        (await (await key.ReaderAsync()).GetAsync(network.PageOf("Luleå")))
            .ShouldBeOk()
            .Text.ShouldContain("Inget mer kan skattas.");
        (await (await key.ReaderAsync()).GetAsync(network.PageAt("Luleå", "bm1", "/mine"))).Status.ShouldNotBe(
            HttpStatusCode.InternalServerError
        );
    }

    [Test]
    public async Task One_reopened_before_it_left_is_not_open_either()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Submitted("Luleå", "startup", "2222222222"));
        (
            await network.Coordinator.Api.PostAsync(network.At("Luleå", "startup", "/reopening"), new { reason = "fel" })
        ).ShouldBeOk()["isOpen"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await LeaveAsync(network.Coordinator, network, "Luleå")).ShouldBeOk();
        (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.At("Luleå", "startup"))).ShouldBeOk()["isOpen"]!
            .GetValue<bool>()
            .ShouldBeFalse();
        (
            await network["Luleå", Function.Manager].Api.PutAsync(network.At("Luleå", "startup", "/mine"), Body.Score(1, 3))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "HasLeft");
    }

    [TestCase(null, "LeavingReasonMissing")]
    [TestCase("   ", "LeavingReasonMissing")]
    [TestCase("a\0b", "Unreadable")]
    public async Task A_reason_that_cannot_be_read_is_refused(string? reason, string rule)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        (
            await network["Luleå", Function.KeyPerson].Api.PostAsync(network.Of("Luleå", "/withdrawal"), new { reason })
        ).ShouldBeInvalid(rule, "reason");
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PostAsync(
                    network.Of("Luleå", "/withdrawal"),
                    new { reason = new string('x', Participation.LongestComment + 1) }
                )
        ).ShouldBeInvalid("TextTooLong", "reason");
        await NobodyLeftAsync(network);
    }

    [Test]
    public async Task Who_may_not_is_refused()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        (await LeaveAsync(network["Luleå", Function.Politician], network, "Luleå")).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "FunctionOnly"
        );
        (await LeaveAsync(network["Boden", Function.KeyPerson], network, "Luleå")).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "OrganisationOnly"
        );
        (
            await network.Coordinator.Api.PostAsync(
                network.InCohort("/organisations/atlantis/withdrawal"),
                new { reason = Reason }
            )
        ).ShouldBeRefused(HttpStatusCode.NotFound, "NotFound");
        await NobodyLeftAsync(network);

        var closed = await BuildAsync(n => n.Closed().Group("Piteå", "Luleå", "Boden"));
        (await LeaveAsync(closed["Luleå", Function.KeyPerson], closed, "Luleå")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TooLateStage"
        );
        await NobodyLeftAsync(closed);
        (await (await closed["Luleå", Function.KeyPerson].ReaderAsync()).GetAsync(closed.PageOf("Luleå", "/withdrawal")))
            .ShouldBeOk()
            .Heading.ShouldContain("kan inte lämna");
    }

    [Test]
    public async Task Sent_twice_or_at_the_same_time_it_leaves_once()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => LeaveAsync(network["Luleå", Function.KeyPerson], network, "Luleå")))
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        replies
            .Where(r => r.Status != HttpStatusCode.OK)
            .ToList()
            .ForEach(r => r.ShouldBeRefused(HttpStatusCode.Conflict, "HasLeft"));
        (await network.MailsAsync()).Count.ShouldBe(7);
        (await network.TrailAsync("CohortLeft")).Count.ShouldBe(1);
    }

    private static async Task NobodyLeftAsync(TestNetwork network)
    {
        (await network.InDbAsync(db => db.Participations.CountAsync(p => p.WithdrawnAt != null))).ShouldBe(0);
        (await network.MailsAsync()).ShouldBeEmpty();
        (await network.TrailAsync("CohortLeft")).ShouldBeEmpty();
    }
}
