using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

/// <summary>Handing in by mistake, opening again, and who may read whose scoring meanwhile: docs/visibility.md.</summary>
public class HandingInTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Secret = "Chefens hemlighet";

    [Test]
    public async Task A_scoring_handed_in_by_mistake_is_taken_back_as_it_was_until_all_three_are_in()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "1111111111"));
        var (manager, at) = (network["Luleå", Function.Manager].Api, network.At("Luleå", "bm1"));
        (await manager.SendAsync(HttpMethod.Delete, at + "/mine/handin")).ShouldBeRefused(HttpStatusCode.Conflict, "NotHandedIn");
        (await manager.PutAsync(at + "/mine", Body.Score(3, 2))).ShouldBeOk();
        (await manager.PostAsync(at + "/mine/handin")).ShouldBeOk()["functions.manager.mayTakeBack"]!
            .GetValue<bool>()
            .ShouldBeTrue();

        var draft = (await manager.SendAsync(HttpMethod.Delete, at + "/mine/handin")).ShouldBeOk();
        draft["functions.manager.handedIn"]!.GetValue<bool>().ShouldBeFalse();
        draft["functions.manager.notBlindSince"].ShouldBeNull();
        draft["mine"]!
            .AsArray()
            .Where(m => !m!["carriedOver"]!.GetValue<bool>())
            .Select(m => m!["step"]!.GetValue<int>())
            .ShouldBe([3], "the others stand as at the occasion before, untouched");
        (await manager.PutAsync(at + "/mine", Body.Score(4, 2))).ShouldBeOk();
        (await network.TrailAsync("ScoringTakenBack")).ShouldBe([
            (network["Luleå", Function.Manager].Name, "Luleå", "bm1", "Manager"),
        ]);

        (await manager.PostAsync(at + "/mine/handin")).ShouldBeOk();
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "2222222222");
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, "3333333333");
        (await manager.SendAsync(HttpMethod.Delete, at + "/mine/handin")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TakeBackTooLate"
        );
    }

    [Test]
    public async Task Who_could_read_anothers_before_she_took_hers_back_is_marked_as_blind_no_more()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "1111111111");
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "3333333333");
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var compare = (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).ShouldBeOk();
        compare.Text.ShouldContain("Tack! Din skattning är inlämnad");
        compare.Text.ShouldContain("Nu väntar ni på nyckelpersonen");
        compare.Text.ShouldContain(Texts.TakeBackSeen);
        (await reader.PostAsync(network.PageAt("Luleå", "bm1", "/compare?handler=TakeBack"))).ShouldLeadTo(
            network.PageAt("Luleå", "bm1", "/mine")
        );

        (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/mine"))).ShouldBeOk().Text.ShouldContain(Texts.NotBlindMine);
        (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).ShouldBeOk().Heading.ShouldBe(Texts.CompareBlind);
        (await network.TrailAsync("ScoringTakenBackSeen")).Single().Detail.ShouldBe("Manager");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/trail"))).Text.ShouldContain(
            "Tog tillbaka sin skattning som chef, efter att ha kunnat se någon annans"
        );
    }

    [Test]
    public async Task One_scoring_is_opened_again_with_a_reason_and_the_common_answers_stand()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", "2222222222");
        await network.AgreeAsync("Luleå", "bm1", "3000000000");
        var (keyPerson, manager, at) = (
            network["Luleå", Function.KeyPerson],
            network["Luleå", Function.Manager],
            network.At("Luleå", "bm1")
        );
        (await manager.Api.PostAsync(at + "/functions/manager/reopening", new { reason = "fel" })).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "FunctionOnly"
        );
        (await keyPerson.Api.PostAsync(at + "/functions/manager/reopening", new { reason = " " })).ShouldBeInvalid(
            "ReasonMissing",
            "reason"
        );

        var opened = (
            await keyPerson.Api.PostAsync(at + "/functions/manager/reopening", new { reason = "Fel år i underlaget" })
        ).ShouldBeOk();
        opened["functions.manager.handedIn"]!.GetValue<bool>().ShouldBeFalse();
        opened["functions.manager.notBlindSince"].ShouldNotBeNull();
        opened["functions.manager.reopenedReason"]!.ToString().ShouldBe("Fel år i underlaget");
        opened["consensus"]!.AsArray().Count.ShouldBe(1);
        (await network.TrailAsync("ScoringReopened")).ShouldBe([
            (keyPerson.Name, "Luleå", "bm1", "Manager: Fel år i underlaget"),
        ]);
        var mail = (await network.MailsAsync()).Single(m => m.Subject == Texts.Mail_ScoringReopenedSubject.With("BM 1", "Luleå"));
        (
            mail.To,
            mail.Body.Contains("Fel år i underlaget"),
            mail.Body.Contains(network.PageAt("Luleå", "bm1", "/mine"))
        ).ShouldBe((manager.Email, true, true));
        (
            await keyPerson.Api.PutAsync(at + "/consensus", Body.Score(2, 2), await network.VersionAsync("Luleå", "bm1"))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "NotAllHandedIn");
        (await network.Coordinator.Api.PostAsync(at + "/functions/keyPerson/reopening", new { reason = "fel" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "ReopenTooEarly"
        );

        await network.HandInAsync("Luleå", "bm1", Function.Manager, "3222222222");
        var again = (await keyPerson.Api.GetAsync(at)).ShouldBeOk();
        (
            again["functions.manager.notBlindSince"]?.ToString(),
            again["functions.manager.reopenedReason"]
        ).ShouldSatisfyAllConditions(s => s.Item1.ShouldNotBeNull(), s => s.Item2.ShouldBeNull());
        (await keyPerson.Api.PutAsync(at + "/consensus", Body.Score(2, 2), again.ETag)).ShouldBeOk();
        (await (await keyPerson.ReaderAsync()).GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).Text.ShouldContain(
            "Chefen har gjort om sin skattning"
        );
    }

    [Test]
    public async Task A_submitted_assessment_is_opened_as_a_whole_first()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.SubmitAsync("Luleå", "bm1", "2222222222");
        var (coordinator, at) = (network.Coordinator.Api, network.At("Luleå", "bm1"));
        (await coordinator.PostAsync(at + "/functions/manager/reopening", new { reason = "fel" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Submitted"
        );
        (await coordinator.PostAsync(at + "/reopening", new { reason = "fel" })).ShouldBeOk();
        (await coordinator.PostAsync(at + "/functions/manager/reopening", new { reason = "fel" }))
            .ShouldBeOk()["functions.manager.scores"]
            .ShouldBeNull();
    }

    [Test]
    public async Task The_pages_open_one_scoring_again_for_the_key_person_and_the_coordinator()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", "2222222222");
        var keyPerson = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var compare = network.PageAt("Luleå", "bm1", "/compare");
        (await keyPerson.GetAsync(compare)).ShouldBeOk().Text.ShouldContain(Texts.ReopenScoringHead);
        var refused = (await keyPerson.PostAsync(compare + "?handler=Reopen", ("reason", "Skrivet skäl"))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        (refused.Text.Contains(Texts.Rule_ReopenWhoseMissing), refused.Text.Contains("Skrivet skäl")).ShouldBe((true, true));
        (
            await keyPerson.PostAsync(compare + "?handler=Reopen", ("whose", "Politician"), ("reason", "Skrivet skäl"))
        ).ShouldLeadTo(compare);

        await network.HandInAsync("Luleå", "bm1", Function.Politician, "2222222222");
        var coordinator = await network.Coordinator.ReaderAsync();
        var page = network.PageAt("Luleå", "bm1");
        (await coordinator.GetAsync(page)).ShouldBeOk().Text.ShouldContain(Texts.ReopenScoringHead);
        (await coordinator.PostAsync(page + "?handler=Reopen", ("whose", "Manager"), ("reason", "Skrivet skäl"))).ShouldLeadTo(
            page
        );
        (
            await (await network["Luleå", Function.Manager].ReaderAsync()).GetAsync(network.PageAt("Luleå", "bm1", "/mine"))
        ).Text.ShouldContain("Skälet: Skrivet skäl");
    }

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
                                    comment = Secret,
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
            seen.Text.ShouldNotContain(Secret);
            seen["functions"]!.AsObject().ShouldAllBe(f => f.Value!["scores"] == null);
            (await blind.Api.GetAsync(network.Of("Luleå"))).ShouldBeOk()["disagreements"]!.AsArray().ShouldBeEmpty();
            var reader = await blind.ReaderAsync();
            foreach (var page in new[] { "", "/mine", "/mine/review", "/compare" })
            {
                (await reader.FollowAsync(network.PageAt("Luleå", "bm1", page))).Text.ShouldNotContain(Secret);
            }
        }

        (await successor.Api.SendAsync(HttpMethod.Delete, at + "/mine/handin")).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "HandedInByAnother"
        );
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, "2222222222");
        (await successor.Api.GetAsync(at)).ShouldBeOk().Text.ShouldContain(Secret);
        (await (await successor.ReaderAsync()).GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).Text.ShouldContain(Secret);
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
}
