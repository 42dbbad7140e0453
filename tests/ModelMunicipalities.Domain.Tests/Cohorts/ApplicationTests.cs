using FsCheck;
using FsCheck.Fluent;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Cohorts;

public class ApplicationTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly ApplicationStatus[] Statuses = Enum.GetValues<ApplicationStatus>();

    private static readonly AdmissionDecision[] Decisions = Enum.GetValues<AdmissionDecision>();

    private static readonly CohortStage[] AllStages = Enum.GetValues<CohortStage>();

    private static readonly ApplicationDraft Whole = ApplicationDraft.Empty with
    {
        ContactName = "Åsa",
        ContactEmail = "asa@lulea.example",
        Motivation = "Vi vill lära.",
    };

    [Test]
    public void It_can_be_written_while_it_is_with_the_applicant_and_the_stage_allows()
    {
        foreach (var status in Statuses)
        {
            foreach (var stage in AllStages)
            {
                var application = new Application { Status = status, Version = 4 };
                var refusals = application.Save(Whole, At(stage), Checklist.TenSteps);
                var mine =
                    status
                    is ApplicationStatus.Invited
                        or ApplicationStatus.Draft
                        or ApplicationStatus.Withdrawn
                        or ApplicationStatus.SentBack;
                var open =
                    stage == CohortStage.Application
                    || (status == ApplicationStatus.SentBack && stage is CohortStage.Admission or CohortStage.Pairing);
                if (mine && open)
                {
                    refusals.ShouldBeEmpty($"{status} {stage}");
                    (application.Status, application.Version, application.ContactName).ShouldBe(
                        (status == ApplicationStatus.SentBack ? status : ApplicationStatus.Draft, 5, "Åsa")
                    );
                }
                else
                {
                    refusals.ShouldBeRefused(
                        RefusalKind.Conflict,
                        !mine
                            ? status == ApplicationStatus.Submitted
                                ? "ApplicationSubmittedAlready"
                                : "ApplicationDecided"
                            : stage == CohortStage.Planning
                                ? "TooEarlyStage"
                                : "TooLateStage"
                    );
                    (application.Status, application.Version, application.ContactName).ShouldBe((status, 4, null));
                }
            }
        }
    }

    [Test]
    public void Submitting_takes_a_draft_or_one_sent_back_and_nothing_else()
    {
        foreach (var status in Statuses)
        {
            var application = Written(status);
            var refusals = application.Submit(At(CohortStage.Application), Now);
            if (status is ApplicationStatus.Draft or ApplicationStatus.SentBack)
            {
                refusals.ShouldBeEmpty();
                (application.Status, application.SubmittedAt, application.Version).ShouldBe(
                    (ApplicationStatus.Submitted, Now, 1)
                );
            }
            else
            {
                refusals.ShouldBeRefused(
                    RefusalKind.Conflict,
                    status is ApplicationStatus.Invited or ApplicationStatus.Withdrawn
                        ? "ApplicationNotBegun"
                        : "ApplicationSubmittedAlready"
                );
                (application.Status, application.SubmittedAt, application.Version).ShouldBe((status, null, 0));
            }
        }
    }

    [Test]
    public void Submitting_asks_for_contact_and_motivation_and_names_each_that_is_missing()
    {
        var application = new Application { Status = ApplicationStatus.Draft, ContactEmail = " " };
        application
            .Submit(At(CohortStage.Application), Now)
            .Select(r => (r.Kind, r.Rule, r.Field))
            .ShouldBe([
                (RefusalKind.Invalid, "ContactMissing", "contactName"),
                (RefusalKind.Invalid, "ContactEmailMissing", "contactEmail"),
                (RefusalKind.Invalid, "MotivationMissing", "motivation"),
            ]);
        application.Status.ShouldBe(ApplicationStatus.Draft);
    }

    [Test]
    public void Criteria_that_are_not_met_do_not_stop_it()
    {
        var application = Written(ApplicationStatus.Draft);
        var cohort = At(CohortStage.Application);
        cohort.Criteria.ShouldAllBe(c => !c.IsMetBy(application, 10));
        application.Submit(cohort, Now).ShouldBeEmpty();
    }

    [Test]
    public void One_sent_back_can_be_submitted_again_after_applications_have_closed()
    {
        Written(ApplicationStatus.SentBack).Submit(At(CohortStage.Pairing), Now).ShouldBeEmpty();
        Written(ApplicationStatus.SentBack)
            .Submit(At(CohortStage.Running), Now)
            .ShouldBeRefused(RefusalKind.Conflict, "TooLateStage");
        Written(ApplicationStatus.Draft)
            .Submit(At(CohortStage.Admission), Now)
            .ShouldBeRefused(RefusalKind.Conflict, "TooLateStage");
    }

    [Test]
    public void It_can_be_taken_back_until_it_is_decided_for_good()
    {
        foreach (var status in Statuses)
        {
            var application = Written(status);
            var refusal = application.TakeBack(At(CohortStage.Admission));
            if (
                status
                is ApplicationStatus.Draft
                    or ApplicationStatus.Submitted
                    or ApplicationStatus.SentBack
                    or ApplicationStatus.WaitingList
            )
            {
                refusal.ShouldBeNull();
                (application.Status, application.Version, application.Motivation).ShouldBe(
                    (ApplicationStatus.Withdrawn, 1, Whole.Motivation)
                );
            }
            else
            {
                refusal!.Rule.ShouldBe("NothingToTakeBack");
                application.Status.ShouldBe(status);
            }
        }

        Written(ApplicationStatus.Submitted).TakeBack(At(CohortStage.Running))!.Rule.ShouldBe("TooLateStage");
    }

    [Test]
    public void What_is_decided_stays_decided_but_for_the_waiting_list_and_who_has_left()
    {
        foreach (var status in Statuses)
        {
            foreach (var decision in Decisions)
            {
                foreach (var hasLeft in new[] { false, true })
                {
                    var application = Written(status);
                    var refusal = application.Decide(decision, "för att", At(CohortStage.Admission), Now, hasLeft);
                    var may =
                        status == ApplicationStatus.Submitted
                        || (
                            status == ApplicationStatus.WaitingList
                            && decision is AdmissionDecision.Admit or AdmissionDecision.Decline
                        )
                        || (status == ApplicationStatus.SentBack && decision == AdmissionDecision.Decline)
                        || (status == ApplicationStatus.Admitted && decision == AdmissionDecision.Admit && hasLeft);
                    if (may)
                    {
                        refusal.ShouldBeNull($"{status} {decision}");
                        (application.Status, application.Reason, application.DecidedAt, application.Version).ShouldBe(
                            (Result(decision), "för att", Now, 1)
                        );
                    }
                    else
                    {
                        refusal!.Rule.ShouldBe(
                            status is ApplicationStatus.Invited or ApplicationStatus.Draft or ApplicationStatus.Withdrawn
                                ? "NotSubmitted"
                                : "AlreadyDecided"
                        );
                        (application.Status, application.Reason, application.DecidedAt, application.Version).ShouldBe(
                            (status, null, null, 0)
                        );
                    }
                }
            }
        }
    }

    [TestCase(CohortStage.Planning, "TooEarlyStage")]
    [TestCase(CohortStage.Closed, "TooLateStage")]
    public void Nothing_is_decided_before_applications_open_or_after_the_cohort(CohortStage stage, string rule) =>
        Written(ApplicationStatus.Submitted).Decide(AdmissionDecision.Admit, null, At(stage), Now)!.Rule.ShouldBe(rule);

    [TestCase(AdmissionDecision.Decline)]
    [TestCase(AdmissionDecision.SendBack)]
    public void Declining_and_sending_back_need_a_reason(AdmissionDecision decision)
    {
        var application = Written(ApplicationStatus.Submitted);
        new[] { application.Decide(decision, " \n ", At(CohortStage.Application), Now)! }.ShouldBeRefused(
            RefusalKind.Invalid,
            "DecisionReasonMissing",
            "reason"
        );
        application.Status.ShouldBe(ApplicationStatus.Submitted);
    }

    [Test]
    public void A_reason_is_kept_trimmed_up_to_its_length()
    {
        var application = Written(ApplicationStatus.Submitted);
        new[]
        {
            application.Decide(
                AdmissionDecision.Admit,
                new string('x', Application.LongestReason + 1),
                At(CohortStage.Application),
                Now
            )!,
        }.ShouldBeRefused(RefusalKind.Invalid, "TextTooLong", "reason");
        new[] { application.Decide(AdmissionDecision.Admit, "a\0b", At(CohortStage.Application), Now)! }.ShouldBeRefused(
            RefusalKind.Invalid,
            "Unreadable",
            "reason"
        );
        application
            .Decide(
                AdmissionDecision.Admit,
                " " + new string('x', Application.LongestReason) + " ",
                At(CohortStage.Application),
                Now
            )
            .ShouldBeNull();
        application.Reason!.Length.ShouldBe(Application.LongestReason);
        var silent = Written(ApplicationStatus.Submitted);
        silent.Decide(AdmissionDecision.WaitingList, "  ", At(CohortStage.Application), Now).ShouldBeNull();
        silent.Reason.ShouldBeNull();
    }

    [Test]
    public void Whatever_is_done_in_whatever_order_a_refusal_changes_nothing_and_a_change_counts_one()
    {
        var act = Gen.Choose(0, 7).Two();
        Always.Holds(act.ListOf(), acts =>
        {
            var application = new Application { Status = ApplicationStatus.Invited };
            foreach (var (what, where) in acts)
            {
                var (before, version) = (application.Status, application.Version);
                var cohort = At(AllStages[where % AllStages.Length]);
                var refused = what switch
                {
                    0 or 1 => application.Save(Whole, cohort, Checklist.TenSteps).Count > 0,
                    2 => application.Submit(cohort, Now).Count > 0,
                    3 => application.TakeBack(cohort) is not null,
                    _ => application.Decide(Decisions[what - 4], "för att", cohort, Now) is not null,
                };
                if (application.Version != version + (refused ? 0 : 1) || (refused && application.Status != before))
                {
                    return false;
                }
            }

            return true;
        });
    }

    [Test]
    public void The_coordinator_reads_it_from_submission_on_but_not_while_it_is_with_the_applicant() =>
        Statuses
            .Where(s => new Application { Status = s }.IsSeenByCoordinator)
            .ShouldBe([
                ApplicationStatus.Submitted,
                ApplicationStatus.WaitingList,
                ApplicationStatus.Admitted,
                ApplicationStatus.Declined,
            ]);

    internal static Cohort At(CohortStage stage) =>
        new()
        {
            Slug = "2028",
            Name = "2028",
            Instrument = "ten-step-2019",
            Stage = stage,
            Criteria =
            [
                .. Enum.GetValues<CriterionKind>()
                    .Select(k => new Criterion
                    {
                        Key = k == CriterionKind.Question ? "question-1" : k.ToString(),
                        Kind = k,
                        IsRequired = true,
                        Question = k == CriterionKind.Question ? "Tid?" : null,
                    }),
            ],
        };

    private static Application Written(ApplicationStatus status) =>
        new()
        {
            Status = status,
            ContactName = Whole.ContactName,
            ContactEmail = Whole.ContactEmail,
            Motivation = Whole.Motivation,
        };

    private static ApplicationStatus Result(AdmissionDecision decision) =>
        decision switch
        {
            AdmissionDecision.Admit => ApplicationStatus.Admitted,
            AdmissionDecision.WaitingList => ApplicationStatus.WaitingList,
            AdmissionDecision.Decline => ApplicationStatus.Declined,
            _ => ApplicationStatus.SentBack,
        };
}
