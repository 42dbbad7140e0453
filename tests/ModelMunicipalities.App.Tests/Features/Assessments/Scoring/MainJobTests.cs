namespace ModelMunicipalities.App.Tests.Features.Assessments;

/// <summary>Scoring before a meeting from the first answer to the locked result, as the contract has it.</summary>
public class MainJobTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Digits = "3333332221";

    [Test]
    public async Task Three_score_blind_compare_agree_and_submit()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var (politician, manager, keyPerson) = (
            network["Luleå", Function.Politician],
            network["Luleå", Function.Manager],
            network["Luleå", Function.KeyPerson]
        );
        var at = network.At("Luleå", "bm1");

        var untouched = (await keyPerson.Api.GetAsync(at)).ShouldBeOk();
        untouched["status"]!.ToString().ShouldBe("notStarted");
        untouched["instrument"]!.ToString().ShouldBe("ten-step-2019");
        untouched["mine"]!.AsArray().ShouldBeEmpty();
        untouched["sum"].ShouldBeNull();

        foreach (var member in new[] { politician, manager, keyPerson })
        {
            (await member.Api.PutAsync(at + "/mine", Body.Scores(Digits))).ShouldBeOk()["answered"]!.GetValue<int>().ShouldBe(10);
            (await member.Api.PostAsync(at + "/mine/handin")).ShouldBeOk();
        }

        var compared = (await keyPerson.Api.GetAsync(at)).ShouldBeOk();
        compared["status"]!.ToString().ShouldBe("comparing");
        compared["functions"]!.AsObject().Select(f => f.Key).ShouldBe(["politician", "manager", "keyPerson"], ignoreOrder: true);
        compared["functions.politician.scores"]!.AsArray().Count.ShouldBe(10);

        var agreed = (await keyPerson.Api.PutAsync(at + "/consensus", Body.Scores(Digits), compared.ETag)).ShouldBeOk();
        agreed["consensus"]!.AsArray().Select(c => c!["score"]!.GetValue<int>()).ShouldBe(Digits.Select(d => d - '0'));
        (agreed["sum"]!.GetValue<int>(), agreed["isModelMunicipality"]!.GetValue<bool>()).ShouldBe((25, false));
        agreed["missingForStatus.steps"]!.ToJsonString().ShouldBe("""[{"step":10,"from":1,"to":2}]""");

        var submitted = (await keyPerson.Api.PostAsync(at + "/submission")).ShouldBeOk();
        submitted["status"]!.ToString().ShouldBe("submitted");
        submitted["submittedAt"]!.ToString().ShouldNotBeEmpty();

        (await network.TrailAsync("ScoringHandedIn"))
            .Select(l => (l.Person, l.Organisation, l.Occasion, l.Detail))
            .ShouldBe([
                (keyPerson.Name, "Luleå", "bm1", "KeyPerson"),
                (manager.Name, "Luleå", "bm1", "Manager"),
                (politician.Name, "Luleå", "bm1", "Politician"),
            ]);
        (await network.TrailAsync("AssessmentSubmitted")).ShouldBe([(keyPerson.Name, "Luleå", "bm1", null)]);
    }

    [Test]
    public async Task A_submitted_assessment_is_locked_until_the_coordinator_opens_it_with_a_reason()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.SubmitAsync("Luleå", "bm1", Digits);
        var at = network.At("Luleå", "bm1");
        var keyPerson = network["Luleå", Function.KeyPerson].Api;

        (await keyPerson.PutAsync(at + "/mine", Body.Score(1, 2))).ShouldBeRefused(HttpStatusCode.Conflict, "Submitted");
        (
            await keyPerson.PutAsync(at + "/consensus", Body.Score(1, 2), await network.VersionAsync("Luleå", "bm1"))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Submitted");
        (await keyPerson.PostAsync(at + "/submission")).ShouldBeRefused(HttpStatusCode.Conflict, "AlreadySubmitted");
        (await network.Coordinator.Api.PostAsync(at + "/reopening", new { reason = " " })).ShouldBeInvalid(
            "ReasonMissing",
            "reason"
        );
        (await network.Coordinator.Api.PostAsync(at + "/reopening", new { reason = new string('r', 501) })).ShouldBeInvalid(
            "ReasonTooLong",
            "reason"
        );

        var reopened = (
            await network.Coordinator.Api.PostAsync(at + "/reopening", new { reason = " Fel siffra på steg 10 " })
        ).ShouldBeOk();
        reopened["status"]!.ToString().ShouldBe("comparing");
        reopened["consensus"]!.AsArray().ShouldBeEmpty("nobody's result until submitted anew");

        (
            await keyPerson.PutAsync(
                at + "/consensus",
                new
                {
                    scores = new[]
                    {
                        new
                        {
                            step = 10,
                            score = 2,
                            comment = "Rättat",
                        },
                        new
                        {
                            step = 9,
                            score = 3,
                            comment = "Rättat",
                        },
                    },
                },
                await network.VersionAsync("Luleå", "bm1")
            )
        ).ShouldBeOk();
        (await keyPerson.PostAsync(at + "/submission")).ShouldBeOk()["isModelMunicipality"]!.GetValue<bool>().ShouldBeTrue();

        (await network.TrailAsync("AssessmentReopened")).ShouldBe([
            (network.Coordinator.Name, "Luleå", "bm1", "Fel siffra på steg 10"),
        ]);
        (await network.TrailAsync("AssessmentSubmitted")).Select(l => l.Detail).ShouldBe(["9: 2 → 3, 10: 1 → 2", null]);
    }

    [Test]
    public async Task The_meeting_locks_and_a_group_that_meets_later_has_longer()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Group("Umeå", "Vännäs"));
        await network.ChangeAsync(async db =>
        {
            var meeting = db.Meetings.Single(m =>
                m.OccasionId == network.Cohort.Occasions[1].Id && db.Groups.Any(g => g.Id == m.GroupId && g.Name == "Piteå")
            );
            (meeting.StartsAt, meeting.EndsAt) = (DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddHours(2));
            await Task.CompletedTask;
        });

        (
            await network["Luleå", Function.Manager].Api.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(1, 2))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "MeetingHasBegun");
        (
            await network["Vännäs", Function.Manager].Api.PutAsync(network.At("Vännäs", "bm1", "/mine"), Body.Score(1, 2))
        ).ShouldBeOk();
    }

    [TestCase("startup", "MeetingHasBegun")]
    [TestCase("bm2", "NotOpenYet")]
    public async Task Only_the_open_occasion_takes_scores(string occasion, string rule)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var manager = network["Luleå", Function.Manager].Api;
        (await manager.PutAsync(network.At("Luleå", occasion, "/mine"), Body.Score(1, 2))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            rule
        );
        (await manager.PostAsync(network.At("Luleå", occasion, "/mine/handin"))).ShouldBeRefused(HttpStatusCode.Conflict, rule);
        (await manager.GetAsync(network.At("Luleå", occasion))).ShouldBeOk()["status"]!.ToString().ShouldBe("notStarted");
    }

    [Test]
    public async Task Nothing_in_a_closed_cohort_changes()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Closed().Submitted("Luleå", "closing", Digits));
        (
            await network["Luleå", Function.Manager].Api.PutAsync(network.At("Luleå", "closing", "/mine"), Body.Score(1, 2))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "CohortClosed");
        (
            await network.Coordinator.Api.PostAsync(network.At("Luleå", "closing", "/reopening"), new { reason = "fel" })
        ).ShouldBeRefused(HttpStatusCode.Conflict, "CohortClosed");
    }

    [Test]
    public async Task Scoring_starts_from_the_last_occasions_answers_and_handing_in_carries_them_over()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "1231231231"));
        var manager = network["Luleå", Function.Manager].Api;
        var at = network.At("Luleå", "bm1");

        var begun = (await manager.GetAsync(at)).ShouldBeOk();
        begun["previous.occasion"]!.ToString().ShouldBe("startup");
        begun["mine"]!
            .AsArray()
            .Select(m => (m!["score"]!.GetValue<int>(), m["carriedOver"]!.GetValue<bool>()))
            .ShouldBe("1231231231".Select(d => (d - '0', true)));

        (
            await manager.PutAsync(
                at + "/mine",
                new
                {
                    scores = new[]
                    {
                        new
                        {
                            step = 1,
                            score = 2,
                            cause = "improvement",
                            causeText = "Nytt beslut",
                        },
                        new
                        {
                            step = 4,
                            score = 3,
                            cause = (string?)null,
                            causeText = (string?)null,
                        }!,
                    },
                }
            )
        ).ShouldBeOk();
        var handedIn = (await manager.PostAsync(at + "/mine/handin")).ShouldBeOk();

        var mine = handedIn["functions.manager.scores"]!.AsArray();
        mine.Select(m => m!["score"]!.GetValue<int>()).ShouldBe([2, 2, 3, 3, 2, 3, 1, 2, 3, 1]);
        mine.Where(m => !m!["carriedOver"]!.GetValue<bool>())
            .Select(m => (m!["step"]!.GetValue<int>(), m["cause"]?.ToString(), m["causeText"]?.ToString()))
            .ShouldBe([(1, "improvement", "Nytt beslut"), (4, null, null)], "a cause is never chosen for her");
    }

    [Test]
    public async Task The_last_submitted_occasion_counts_also_when_one_was_missed()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå")
                .Open("bm3")
                .Submitted("Luleå", "startup", "1111111111")
                .Submitted("Luleå", "bm1", "2222222222")
        );
        (await network["Luleå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm3"))).ShouldBeOk()["previous.occasion"]!
            .ToString()
            .ShouldBe("bm1");
    }

    [Test]
    public async Task Handing_in_with_steps_missing_tells_which()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "2202222022");
        var refused = (
            await network["Luleå", Function.Manager].Api.PostAsync(network.At("Luleå", "bm1", "/mine/handin"))
        ).ShouldBeInvalid("StepNotScored", "steps[3]", "steps[8]");
        refused["detail"]!.ToString().ShouldContain("3");
        (await network["Luleå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1")))["functions.manager.handedIn"]!
            .GetValue<bool>()
            .ShouldBeFalse();
    }

    [Test]
    public async Task A_scoring_is_handed_in_once_and_not_changed_after()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.HandInAsync("Luleå", "bm1", Function.Manager, Digits);
        var manager = network["Luleå", Function.Manager].Api;
        (await manager.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(1, 2))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "AlreadyHandedIn"
        );
        (await manager.PostAsync(network.At("Luleå", "bm1", "/mine/handin"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "AlreadyHandedIn"
        );
    }

    [Test]
    public async Task Nothing_is_agreed_on_or_submitted_before_all_three_have_handed_in()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.HandInAsync("Luleå", "bm1", Function.Manager, Digits);
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, Digits);
        var keyPerson = network["Luleå", Function.KeyPerson].Api;
        (
            await keyPerson.PutAsync(
                network.At("Luleå", "bm1", "/consensus"),
                Body.Score(1, 2),
                await network.VersionAsync("Luleå", "bm1")
            )
        ).ShouldBeRefused(HttpStatusCode.Conflict, "NotAllHandedIn");
        (await keyPerson.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "NotAllHandedIn"
        );
    }

    [Test]
    public async Task Submitting_with_steps_undecided_tells_which()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", Digits);
        await network.AgreeAsync("Luleå", "bm1", "0333332220");
        (await network["Luleå", Function.KeyPerson].Api.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeInvalid(
            "StepWithoutConsensus",
            "steps[1]",
            "steps[10]"
        );
    }

    [Test]
    public async Task A_consensus_without_the_version_read_is_not_taken()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", Digits);
        var answer = await network["Luleå", Function.KeyPerson]
            .Api.PutAsync(network.At("Luleå", "bm1", "/consensus"), Body.Score(1, 2));
        answer.ShouldBe(HttpStatusCode.PreconditionRequired);
        answer["detail"]!.ToString().ShouldNotBeEmpty();
    }

    [Test]
    public async Task A_stale_consensus_is_answered_with_what_holds_and_what_was_sent()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", Digits);
        var old = await network.VersionAsync("Luleå", "bm1");
        await network.AgreeAsync("Luleå", "bm1", "3000000000");

        var stale = (
            await network["Luleå", Function.KeyPerson]
                .Api.PutAsync(network.At("Luleå", "bm1", "/consensus"), Body.Score(1, 1), old)
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        stale["current.consensus"]!.AsArray().Select(c => c!["score"]!.GetValue<int>()).ShouldBe([3]);
        stale["given.scores"]!.AsArray().Select(c => c!["score"]!.GetValue<int>()).ShouldBe([1]);
        (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.At("Luleå", "bm1")))["consensus[0].score"]!
            .GetValue<int>()
            .ShouldBe(3);
    }

    [Test]
    public async Task A_version_that_cannot_be_read_is_stale_and_a_bare_number_is_read()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", Digits);
        var at = network.At("Luleå", "bm1", "/consensus");
        var keyPerson = network["Luleå", Function.KeyPerson].Api;
        (await keyPerson.PutAsync(at, Body.Score(1, 1), "\"nonsense\"")).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        var version = (await keyPerson.GetAsync(network.At("Luleå", "bm1")))["version"]!.GetValue<int>();
        (await keyPerson.PutAsync(at, Body.Score(1, 1), $"\"{version}\"")).ShouldBeOk();
        (await keyPerson.PutAsync(at, Body.Score(2, 1), $"W/\"{version + 1}\"")).ShouldBeOk();
    }

    [Test]
    public async Task A_stale_draft_is_refused_when_the_version_is_stated_and_the_colleagues_do_not_disturb_it()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var at = network.At("Luleå", "bm1");
        var manager = network["Luleå", Function.Manager].Api;
        var first = (await manager.PutAsync(at + "/mine", Body.Score(1, 1))).ShouldBeOk().ETag;
        await network.HandInAsync("Luleå", "bm1", Function.Politician, Digits);

        (await manager.PutAsync(at + "/mine", Body.Score(1, 2), first)).ShouldBeOk();
        var stale = (await manager.PutAsync(at + "/mine", Body.Score(1, 3), first)).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Stale"
        );
        stale["current.mine[0].score"]!.GetValue<int>().ShouldBe(2);
        stale["given.scores[0].score"]!.GetValue<int>().ShouldBe(3);
    }

    [Test]
    public async Task Who_has_two_functions_says_as_which_she_scores()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var both = network["Luleå", Function.KeyPerson];
        await network.ChangeAsync(async db =>
        {
            db.Memberships.Add(
                new Membership
                {
                    PersonId = both.Id,
                    OrganisationId = network["Luleå"].Id,
                    Function = Function.Manager,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            await Task.CompletedTask;
        });
        var at = network.At("Luleå", "bm1");
        (await both.Api.PutAsync(at + "/mine?function=manager", Body.Score(1, 1))).ShouldBeOk();
        (await both.Api.PutAsync(at + "/mine?function=keyPerson", Body.Score(1, 3))).ShouldBeOk();
        (await both.Api.PutAsync(at + "/mine?function=politician", Body.Score(1, 2))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "FunctionOnly"
        );
        (await both.Api.GetAsync(at + "?function=manager"))["mine[0].score"]!.GetValue<int>().ShouldBe(1);
        (await both.Api.GetAsync(at + "?function=keyPerson"))["mine[0].score"]!.GetValue<int>().ShouldBe(3);
    }

    [Test]
    public async Task Times_are_iso_with_offset()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var answer = await network["Luleå", Function.KeyPerson].Api.GetAsync(network.At("Luleå", "bm1"));
        foreach (var time in new[] { "opensAt", "closesAt", "dueAt" })
        {
            answer[time]!.ToString().ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$");
        }

        answer["closesAt"]!.GetValue<DateTimeOffset>().ShouldBe(network.Cohort.Occasions[1].StartsAt);
    }
}
