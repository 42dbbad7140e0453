using FsCheck.Fluent;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Cohorts;

public class ApplicationDraftTests
{
    private static readonly Cohort Cohort = ApplicationTests.At(CohortStage.Application);

    private static readonly TeamMember[] Three =
    [
        .. Application.Functions.Select(f => new TeamMember
        {
            Function = f,
            Name = $" {f} ",
            Email = $"{f}@lulea.example",
            Mandate = "§ 14",
        }),
    ];

    private static readonly ApplicationDraft Full = new(
        " Åsa ",
        "asa@lulea.example",
        "0920-1",
        "Vi vill lära.",
        ["schools", "care"],
        Three,
        CemrDeclaration.Signed,
        new(2020, 3, 1),
        [1, 2, 3, 1, 2, 3, 1, 2, 3, 1],
        "Länsstyrelsen",
        true,
        [
            new CriterionAnswer
            {
                Criterion = "question-1",
                IsMet = true,
                Evidence = "20 %",
            },
        ]
    );

    [Test]
    public void Anything_may_be_left_out()
    {
        var application = Saved(ApplicationDraft.Empty);
        (application.Status, application.Baseline, application.Team.Count, application.ContactName).ShouldBe(
            (ApplicationStatus.Draft, null, 0, null)
        );
    }

    [Test]
    public void What_is_written_is_kept_trimmed_and_read_back_the_same()
    {
        var application = Saved(Full);
        (application.ContactName, application.Baseline, application.Of(Function.Manager)!.Name).ShouldBe(
            ("Åsa", "1231231231", "Manager")
        );
        var again = new Application { Status = ApplicationStatus.Draft };
        again.Save(ApplicationDraft.Of(application), Cohort, Checklist.TenSteps).ShouldBeEmpty();
        System
            .Text.Json.JsonSerializer.Serialize(ApplicationDraft.Of(again))
            .ShouldBe(System.Text.Json.JsonSerializer.Serialize(ApplicationDraft.Of(application)));
    }

    [Test]
    public void Empty_members_answers_and_dates_without_a_declaration_are_left_out()
    {
        var application = Saved(
            Full with
            {
                Team = [new TeamMember { Function = Function.Manager, Name = " " }],
                Answers = [new CriterionAnswer { Criterion = "question-1", Evidence = " " }],
                Cemr = CemrDeclaration.NotPlanned,
                Baseline = [null, null],
            }
        );
        (application.Team.Count, application.Answers.Count, application.CemrDate, application.Baseline).ShouldBe(
            (0, 0, null, null)
        );
    }

    [Test]
    public void A_step_without_a_score_is_a_zero_in_the_baseline() =>
        Saved(Full with { Baseline = [3, null, 1] }).Baseline.ShouldBe("3010000000");

    private static IEnumerable<TestCaseData> Wrong()
    {
        var text = new string('x', ApplicationDraft.LongestText + 1);
        yield return Case(Full with { ContactName = "a\nb" }, "Unreadable", "contactName");
        yield return Case(Full with { ContactName = new string('x', 101) }, "TextTooLong", "contactName");
        yield return Case(Full with { ContactPhone = new string('1', 41) }, "TextTooLong", "contactPhone");
        yield return Case(Full with { ContactEmail = "ingen adress" }, "EmailNotValid", "contactEmail");
        yield return Case(Full with { Motivation = text }, "TextTooLong", "motivation");
        yield return Case(Full with { Motivation = "a\0b" }, "Unreadable", "motivation");
        yield return Case(Full with { Stakeholders = text }, "TextTooLong", "stakeholders");
        yield return Case(Full with { Focus = ["schools", "nonsense"] }, "FocusUnknown", "focus[1]");
        yield return Case(Full with { Focus = ["schools", "schools"] }, "FocusUnknown", "focus[1]");
        yield return Case(Full with { Focus = ["schools", "care", "health", "planning", "business"] }, "FocusTooMany", "focus");
        yield return Case(
            Full with
            {
                Team = [Three[0], new TeamMember { Function = Three[0].Function }],
            },
            "FunctionTwice",
            "team[1].function"
        );
        yield return Case(Full with { Team = [new TeamMember()] }, "FunctionTwice", "team[0].function");
        yield return Case(
            Full with
            {
                Team = [.. Three, new TeamMember { Function = Function.Manager }],
            },
            "FunctionTwice",
            "team"
        );
        yield return Case(
            Full with
            {
                Team = [new TeamMember { Function = Function.Manager, Email = "x" }],
            },
            "EmailNotValid",
            "team[0].email"
        );
        yield return Case(
            Full with
            {
                Team = [new TeamMember { Function = Function.Manager, Mandate = new string('x', 1001) }],
            },
            "TextTooLong",
            "team[0].mandate"
        );
        yield return Case(Full with { Baseline = [1, 4] }, "ScoreOutsideScale", "baseline[1]");
        yield return Case(Full with { Baseline = [0] }, "ScoreOutsideScale", "baseline[0]");
        yield return Case(Full with { Baseline = [.. Enumerable.Repeat<int?>(1, 11)] }, "UnknownStep", "baseline");
        yield return Case(Full with { Cemr = CemrDeclaration.Planned, CemrDate = null }, "CemrDateMissing", "cemrDate");
        yield return Case(
            Full with
            {
                Answers = [new CriterionAnswer { Criterion = "question-9" }],
            },
            "QuestionUnknown",
            "answers[0].criterion"
        );
        yield return Case(Full with { Answers = [.. Full.Answers, .. Full.Answers] }, "QuestionUnknown", "answers[1].criterion");
        yield return Case(
            Full with
            {
                Answers = [new CriterionAnswer { Criterion = "question-1", Evidence = new string('x', 1001) }],
            },
            "TextTooLong",
            "answers[0].evidence"
        );
        yield return Case(Full with { Answers = [.. Enumerable.Repeat(Full.Answers[0], 21)] }, "QuestionUnknown", "answers");
        static TestCaseData Case(ApplicationDraft draft, string rule, string field) =>
            new TestCaseData(draft, rule, field).SetArgDisplayNames(rule, field);
    }

    [TestCaseSource(nameof(Wrong))]
    public void What_breaks_a_rule_is_refused_at_its_field_and_nothing_is_saved(ApplicationDraft draft, string rule, string field)
    {
        var application = new Application { Status = ApplicationStatus.Invited };
        application.Save(draft, Cohort, Checklist.TenSteps).ShouldBeRefused(RefusalKind.Invalid, rule, field);
        (application.Status, application.Version, application.ContactName).ShouldBe((ApplicationStatus.Invited, 0, null));
    }

    [Test]
    public void A_full_application_meets_every_criterion_and_fills_every_part()
    {
        var application = Saved(Full);
        Cohort.Criteria.ShouldAllBe(c => c.IsMetBy(application, 10));
        ApplicationParts.Of(Cohort.Criteria).ShouldBe(Enum.GetValues<ApplicationPart>());
        Enum.GetValues<ApplicationPart>().ShouldAllBe(p => application.StateOf(p, Cohort.Criteria, 10) == PartState.Filled);
    }

    [Test]
    public void An_empty_one_meets_none_and_has_begun_no_part()
    {
        var application = Saved(ApplicationDraft.Empty);
        Cohort.Criteria.ShouldAllBe(c => !c.IsMetBy(application, 10));
        Enum.GetValues<ApplicationPart>().ShouldAllBe(p => application.StateOf(p, Cohort.Criteria, 10) == PartState.NotBegun);
    }

    private static IEnumerable<TestCaseData> Almost()
    {
        yield return Case(Full with { Team = [Three[0], Three[1]] }, CriterionKind.Functions, CriterionKind.Mandate);
        yield return Case(
            Full with
            {
                Team = [Three[0], Three[1], new TeamMember { Function = Function.KeyPerson, Name = "Bo" }],
            },
            CriterionKind.Functions,
            CriterionKind.Mandate
        );
        yield return Case(
            Full with
            {
                Team =
                [
                    Three[0],
                    Three[1],
                    new TeamMember
                    {
                        Function = Function.KeyPerson,
                        Name = "Bo",
                        Email = "bo@lulea.example",
                    },
                ],
            },
            CriterionKind.Mandate
        );
        yield return Case(Full with { Cemr = CemrDeclaration.NotPlanned }, CriterionKind.Cemr);
        yield return Case(Full with { Cemr = null }, CriterionKind.Cemr);
        yield return Case(Full with { Cemr = CemrDeclaration.Planned });
        yield return Case(Full with { Cemr = CemrDeclaration.Signed, CemrDate = null });
        yield return Case(Full with { Baseline = [1, 2, 3, 1, 2, 3, 1, 2, 3] }, CriterionKind.Baseline);
        yield return Case(Full with { Stakeholders = "  " }, CriterionKind.Stakeholders);
        yield return Case(Full with { WillMentor = false }, CriterionKind.Commitment);
        yield return Case(Full with { WillMentor = null }, CriterionKind.Commitment);
        yield return Case(
            Full with
            {
                Answers = [new CriterionAnswer { Criterion = "question-1", IsMet = false }],
            },
            CriterionKind.Question
        );
        yield return Case(
            Full with
            {
                Answers = [new CriterionAnswer { Criterion = "question-1", Evidence = "20 %" }],
            },
            CriterionKind.Question
        );
        static TestCaseData Case(ApplicationDraft draft, params CriterionKind[] lacking) =>
            new TestCaseData(draft, lacking).SetArgDisplayNames(string.Join(' ', lacking));
    }

    [TestCaseSource(nameof(Almost))]
    public void Each_criterion_is_about_its_own_part(ApplicationDraft draft, CriterionKind[] lacking)
    {
        var application = Saved(draft);
        Cohort.Criteria.Where(c => !c.IsMetBy(application, 10)).Select(c => c.Kind).ShouldBe(lacking);
    }

    [Test]
    public void A_criterion_of_its_own_needs_its_whole_part_to_be_filled()
    {
        // Whatever is left out, a met criterion never lies in a part that has not been begun.
        Always.Holds(Gen.Choose(0, (1 << 9) - 1), mask =>
        {
            var draft = new ApplicationDraft(
                On(0) ? "Åsa" : null,
                On(0) ? "asa@lulea.example" : null,
                null,
                On(1) ? "Vi" : null,
                On(2) ? ["care"] : [],
                On(3) ? Three : [],
                On(4) ? CemrDeclaration.Signed : null,
                null,
                On(5) ? Full.Baseline : [],
                On(6) ? "Länsstyrelsen" : null,
                On(7) ? true : null,
                On(8) ? Full.Answers : []
            );
            var application = Saved(draft);
            return Cohort.Criteria.TrueForAll(c =>
                c.IsMetBy(application, 10)
                == (application.StateOf(ApplicationParts.For(c.Kind), Cohort.Criteria, 10) == PartState.Filled)
            );
            bool On(int bit) => (mask & (1 << bit)) != 0;
        });
    }

    [Test]
    public void A_part_that_is_half_written_has_begun()
    {
        var application = Saved(
            Full with
            {
                ContactEmail = null,
                Team = [Three[0]],
                Baseline = [1],
                Answers = [new CriterionAnswer { Criterion = "question-1", Evidence = "20 %" }],
            }
        );
        Enum.GetValues<ApplicationPart>()
            .Where(p => application.StateOf(p, Cohort.Criteria, 10) == PartState.Begun)
            .ShouldBe([ApplicationPart.Contact, ApplicationPart.People, ApplicationPart.Baseline, ApplicationPart.Questions]);
    }

    [Test]
    public void A_cohort_asks_for_contact_areas_and_people_and_for_what_its_criteria_are_about() =>
        ApplicationParts
            .Of([new Criterion { Key = "cemr", Kind = CriterionKind.Cemr }])
            .ShouldBe([ApplicationPart.Contact, ApplicationPart.Areas, ApplicationPart.People, ApplicationPart.Cemr]);

    private static Application Saved(ApplicationDraft draft)
    {
        var application = new Application { Status = ApplicationStatus.Invited };
        application.Save(draft, Cohort, Checklist.TenSteps).ShouldBeEmpty();
        return application;
    }
}
