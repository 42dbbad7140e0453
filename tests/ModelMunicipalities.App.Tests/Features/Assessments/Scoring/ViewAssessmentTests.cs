namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class ViewAssessmentTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string ManagersSecret = "Chefens hemlighet";

    [Test]
    public async Task Who_takes_a_function_over_reads_what_was_handed_in_when_all_three_are_in()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (keyPerson, at) = (network["Luleå", Function.KeyPerson], network.At("Luleå", "bm1"));
        foreach (var function in new[] { Function.Manager, Function.Politician })
        {
            (
                await network["Luleå", function]
                    .Api.PutAsync(
                        at + "/mine",
                        new
                        {
                            scores = Enumerable
                                .Range(1, 10)
                                .Select(step => new
                                {
                                    step,
                                    score = step % 3 + 1,
                                    comment = ManagersSecret,
                                }),
                        }
                    )
            ).ShouldBeOk();
            (await network["Luleå", function].Api.PostAsync(at + "/mine/handin")).ShouldBeOk();
        }

        // The manager is replaced by somebody else: an address of the key person's own, for all that the portal knows.
        var successor = network.Observer;
        await network.ChangeAsync(async db =>
        {
            db.Memberships.Single(m => m.PersonId == network["Luleå", Function.Manager].Id).PersonId = successor.Id;
            await Task.CompletedTask;
        });
        foreach (var blind in new[] { successor, keyPerson })
        {
            var seen = (await blind.Api.GetAsync(at)).ShouldBeOk();
            seen.Text.ShouldNotContain(ManagersSecret);
            seen["functions"]!.AsObject().ShouldAllBe(f => f.Value!["scores"] == null);
            (await blind.Api.GetAsync(network.Of("Luleå"))).ShouldBeOk()["disagreements"]!.AsArray().ShouldBeEmpty();
            var reader = await blind.ReaderAsync();
            foreach (var page in new[] { "", "/mine", "/mine/review", "/compare" })
            {
                (await reader.FollowAsync(network.PageAt("Luleå", "bm1", page))).Text.ShouldNotContain(ManagersSecret);
            }
        }

        (await successor.Api.SendAsync(HttpMethod.Delete, at + "/mine/handin")).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "HandedInByAnother"
        );
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, "2222222222");
        (await successor.Api.GetAsync(at)).ShouldBeOk().Text.ShouldContain(ManagersSecret);
        (await (await successor.ReaderAsync()).GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).Text.ShouldContain(
            ManagersSecret
        );
    }

    [Test]
    public async Task Who_holds_two_functions_reads_the_third_once_she_has_handed_in_one_herself()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.ChangeAsync(async db =>
        {
            db.Memberships.Single(m => m.PersonId == network["Luleå", Function.Manager].Id).PersonId = network[
                "Luleå",
                Function.KeyPerson
            ].Id;
            await Task.CompletedTask;
        });
        var (both, at) = (network["Luleå", Function.KeyPerson].Api, network.At("Luleå", "bm1"));
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "3333333333");
        (await both.GetAsync(at + "?function=manager"))["functions.politician.scores"].ShouldBeNull();
        (await both.PutAsync(at + "/mine?function=keyPerson", Body.Scores("2222222222"))).ShouldBeOk();
        (await both.PostAsync(at + "/mine/handin?function=keyPerson")).ShouldBeOk()["functions.politician.scores"]!
            .AsArray()
            .Count.ShouldBe(10);
        (await both.GetAsync(at + "?function=manager"))["functions.politician.scores"]!
            .AsArray()
            .Count.ShouldBe(10, "what she has read as one she has read as the other");
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

    private const string Secret = "Det här står bara i utkastet";

    [Test]
    public async Task A_draft_is_seen_by_its_writer_alone()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await DraftAsync(network, Function.Manager);

        (await network["Luleå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1"))).Text.ShouldContain(Secret);
        foreach (
            var other in new[]
            {
                network["Luleå", Function.Politician],
                network["Luleå", Function.KeyPerson],
                network.Coordinator,
            }
        )
        {
            var seen = (await other.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();
            seen.Text.ShouldNotContain(Secret);
            (seen["functions.manager.handedIn"]!.GetValue<bool>(), seen["functions.manager.answered"]!.GetValue<int>()).ShouldBe(
                (false, 1)
            );
        }
    }

    [Test]
    public async Task The_others_scorings_are_seen_once_the_own_is_handed_in()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await DraftAsync(network, Function.Manager);
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "0222222222");
        var politician = network["Luleå", Function.Politician].Api;

        var blind = (await politician.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();
        blind.Text.ShouldNotContain(Secret);
        (blind["functions.manager.handedIn"]!.GetValue<bool>(), blind["functions.manager.scores"]).ShouldBe((true, null));

        await network.HandInAsync("Luleå", "bm1", Function.Politician, "3333333333");
        var open = (await politician.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();
        open.Text.ShouldContain(Secret);
        open["functions.manager.scores"]!.AsArray().Count.ShouldBe(10);
    }

    [Test]
    public async Task A_draft_is_its_writers_alone_also_to_who_has_handed_in()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "3333333333");
        await DraftAsync(network, Function.Manager);
        var seen = (await network["Luleå", Function.Politician].Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();
        seen["functions.manager.handedIn"]!.GetValue<bool>().ShouldBeFalse();
        seen.Text.ShouldNotContain(Secret);
    }

    [Test]
    public async Task The_coordinator_sees_who_has_come_how_far_and_never_an_individual_scoring()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await DraftAsync(network, Function.Manager);
        await network.SubmitAsync("Luleå", "bm1", "3222222222");
        var seen = (await network.Coordinator.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();
        seen.Text.ShouldNotContain(Secret);
        seen["functions.manager.handedIn"]!.GetValue<bool>().ShouldBeTrue();
        seen["functions"]!.AsObject().Select(f => f.Value!["scores"]).ShouldAllBe(s => s == null);
        seen["mine"]!.AsArray().ShouldBeEmpty();
        seen["consensus"]!.AsArray().Count.ShouldBe(10);
    }

    [Test]
    public async Task The_group_and_its_mentor_see_the_common_answers_when_submitted_and_only_the_comments_meant_for_them()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await network.AllHandInAsync("Luleå", "bm1", "2222222222");
        await network.AgreeAsync("Luleå", "bm1", "0022222222");
        var keyPerson = network["Luleå", Function.KeyPerson].Api;
        var comments = new
        {
            scores = new object[]
            {
                new
                {
                    step = 1,
                    score = 3,
                    comment = "Delas med gruppen",
                    shared = true,
                },
                new
                {
                    step = 2,
                    score = 1,
                    comment = "Stannar hos oss",
                    shared = false,
                },
            },
        };
        (
            await keyPerson.PutAsync(
                network.At("Luleå", "bm1", "/consensus"),
                comments,
                await network.VersionAsync("Luleå", "bm1")
            )
        ).ShouldBeOk();

        Member[] group = [network["Piteå", Function.KeyPerson], network["Boden", Function.Politician]];
        foreach (var member in group)
        {
            var before = (await member.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();
            before["consensus"]!.AsArray().ShouldBeEmpty();
            before["functions"]!.AsObject().ShouldBeEmpty();
            before["sum"].ShouldBeNull();
        }

        (await keyPerson.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeOk();
        foreach (var member in group)
        {
            var after = (await member.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();
            after["consensus"]!.AsArray().Count.ShouldBe(10);
            after.Text.ShouldContain("Delas med gruppen");
            after.Text.ShouldNotContain("Stannar hos oss");
            after["functions"]!.AsObject().ShouldBeEmpty();
            after["previous"].ShouldBeNull();
        }

        (await network.Coordinator.Api.GetAsync(network.At("Luleå", "bm1"))).Text.ShouldContain("Stannar hos oss");
        (await keyPerson.GetAsync(network.At("Luleå", "bm1"))).Text.ShouldContain("Stannar hos oss");
    }

    [Test]
    public async Task A_reopened_assessment_is_hidden_from_the_group_again()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.SubmitAsync("Luleå", "bm1", "2222222222");
        (await network["Piteå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1")))["consensus"]!
            .AsArray()
            .Count.ShouldBe(10);
        (await network.Coordinator.Api.PostAsync(network.At("Luleå", "bm1", "/reopening"), new { reason = "fel" })).ShouldBeOk();
        (await network["Piteå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1")))["consensus"]!
            .AsArray()
            .ShouldBeEmpty();
    }

    [Test]
    public async Task Who_left_the_group_sees_nothing_of_it_any_more()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await network.SubmitAsync("Luleå", "bm1", "2222222222");
        await network.ChangeAsync(async db =>
        {
            db.Participations.Single(p => p.OrganisationId == network["Boden"].Id).WithdrawnAt = DateTimeOffset.UtcNow;
            await Task.CompletedTask;
        });
        (await network["Boden", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "NotYours"
        );
    }

    [Test]
    public async Task Who_has_left_her_function_sees_nothing_of_it_any_more()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var manager = network["Luleå", Function.Manager];
        (await manager.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();
        await network.ChangeAsync(async db =>
        {
            db.Memberships.Single(m => m.PersonId == manager.Id).EndedAt = DateTimeOffset.UtcNow;
            await Task.CompletedTask;
        });
        (await manager.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeRefused(HttpStatusCode.NotFound, "NotFound");
    }

    [Test]
    public async Task An_assessment_that_cannot_be_is_not_found_with_what_to_check()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var keyPerson = network["Luleå", Function.KeyPerson].Api;
        (await keyPerson.GetAsync(network.At("Luleå", "bm9"))).ShouldBeRefused(HttpStatusCode.NotFound, "NoSuchAssessment")[
            "detail"
        ]!
            .ToString()
            .ShouldContain("startup");
        (await keyPerson.GetAsync(network.InCohort("/organisations/atlantis/assessments/bm1"))).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "NoSuchAssessment"
        );
        (await keyPerson.GetAsync(network.InNetwork("/cohorts/1999/organisations/lulea/assessments/bm1"))).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "NoSuchAssessment"
        );
    }

    [Test]
    public async Task What_is_shown_follows_every_change_at_once()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (politician, manager) = (network["Luleå", Function.Politician].Api, network["Luleå", Function.Manager].Api);
        for (var steps = 1; steps <= 5; steps++)
        {
            (await manager.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(steps, 2))).ShouldBeOk();
            (await politician.GetAsync(network.At("Luleå", "bm1")))["functions.manager.answered"]!
                .GetValue<int>()
                .ShouldBe(steps);
        }
    }

    private static async Task DraftAsync(TestNetwork network, Function function) =>
        (
            await network["Luleå", function]
                .Api.PutAsync(
                    network.At("Luleå", "bm1", "/mine"),
                    new
                    {
                        scores = new[]
                        {
                            new
                            {
                                step = 1,
                                score = 3,
                                comment = Secret,
                            },
                        },
                    }
                )
        ).ShouldBeOk();
}
