using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Where a cohort stands on its way from invitation to groups, and what the coordinator does next.</summary>
public sealed class ViewPlanModel(InstrumentCatalogue instruments) : PortalPage
{
    public ViewPlan.View View { get; private set; } = null!;

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public CohortStage? Stage { get; set; }

    /// <summary>True after a change of stage.</summary>
    [TempData]
    public bool Moved { get; set; }

    public Instrument Instrument => instruments[View.Instrument];

    private int Applied =>
        View.In(
            ApplicationStatus.Submitted,
            ApplicationStatus.Admitted,
            ApplicationStatus.WaitingList,
            ApplicationStatus.Declined
        );

    private int All => View.Applications.Values.Sum();

    public string Headline =>
        View.Stage switch
        {
            CohortStage.Planning => All == 0
                ? Texts.PlanNobody(View.Name)
                : (
                    All == 1
                        ? Texts.PlanInvitedOne(View.Name, Show.WordCommon(All))
                        : Texts.PlanInvitedMany(View.Name, Show.WordCommon(All))
                ),
            CohortStage.Application => Texts.PlanApplied(
                Show.Capital(Applied == 0 ? Texts.NoneOfThem : Show.WordCommon(Applied)),
                All
            ),
            CohortStage.Admission => View.In(ApplicationStatus.Submitted) is > 0 and var left
                ? Show.Capital(Show.CountCommon(left, Texts.PlanUndecidedOne, Texts.PlanUndecidedMany))
                : Texts.PlanAllDecided(
                    Show.Capital(View.Participants == 0 ? Texts.NoneOfThem : Show.WordCommon(View.Participants))
                ),
            CohortStage.Pairing => View.Grouped == View.Participants && View.Participants > 0
                ? Texts.PlanAllGrouped(View.Participants)
                : Texts.PlanUngrouped(View.Participants - View.Grouped, View.Places),
            CohortStage.Running => Texts.PlanRunning(View.Name, View.Participants, View.Mentors),
            _ => Texts.PlanClosed(View.Name),
        };

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostMoveAsync()
    {
        var outcome = await Send(new MoveCohort.Command(Cohort, Stage, Version));
        if (outcome.Ok)
        {
            Moved = true;
            return Redirect(Links.Plan(Network, Cohort));
        }

        return await LoadAsync() ?? Stay(outcome.Refusals);
    }

    /// <summary>What the coordinator does at this stage, besides moving on.</summary>
    public (string Text, string Link)? Work() =>
        View.Stage switch
        {
            CohortStage.Planning or CohortStage.Application => (Texts.InviteOrganisations, Links.Invitations(Network, Cohort)),
            CohortStage.Admission when View.In(ApplicationStatus.Submitted) > 0 => (
                Texts.DecideApplications,
                Links.Applications(Network, Cohort)
            ),
            CohortStage.Admission => null,
            CohortStage.Pairing when View.Grouped < View.Participants => (Texts.PairNow, Links.Pairing(Network, Cohort)),
            CohortStage.Running => (Texts.ToOverview, Links.Cohort(Network, Cohort)),
            _ => null,
        };

    /// <summary>The stage after, what the button says and what there is to know before pressing it.</summary>
    public (CohortStage? To, string? Button, string Why) Next() =>
        View.Stage switch
        {
            CohortStage.Planning => (CohortStage.Application, Texts.OpenApplications, Texts.OpenApplicationsWhy),
            CohortStage.Application => (CohortStage.Admission, Texts.CloseApplications, Texts.CloseApplicationsWhy),
            CohortStage.Admission => (
                CohortStage.Pairing,
                Texts.EndAdmission,
                Texts.EndAdmissionWhy(View.Places, View.Participants)
            ),
            CohortStage.Pairing => View.Grouped < View.Participants
                ? (null, null, Texts.PairFirst(View.Places, View.Participants))
                : (CohortStage.Running, Texts.StartCohort, Texts.StartCohortWhy),
            CohortStage.Running
                when View.Occasions.All(o =>
                    o.EndsAt < HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()
                ) => (CohortStage.Closed, Texts.CloseCohort, Texts.CloseCohortWhy),
            CohortStage.Running => (null, null, Texts.RunningWhy(Show.Date(View.Occasions.Max(o => o.EndsAt)))),
            _ => (null, null, Texts.ClosedWhy),
        };

    /// <summary>The stage before, where there is a way back.</summary>
    public CohortStage? Back =>
        View.Stage switch
        {
            CohortStage.Application or CohortStage.Admission => View.Stage - 1,
            CohortStage.Pairing when View.Grouped == 0 => CohortStage.Admission,
            _ => null,
        };

    /// <summary>The stages, with how many are where.</summary>
    public IEnumerable<(CohortStage Stage, string Text, string? Link)> Way() =>
        [
            (CohortStage.Planning, Texts.WayInvited(All), Links.Invitations(Network, Cohort)),
            (
                CohortStage.Application,
                Texts.WayApplied(Applied, View.In(ApplicationStatus.Draft, ApplicationStatus.SentBack)),
                Links.Applications(Network, Cohort)
            ),
            (
                CohortStage.Admission,
                Texts.WayAdmitted(View.Participants, View.In(ApplicationStatus.WaitingList)),
                Links.Applications(Network, Cohort)
            ),
            (
                CohortStage.Pairing,
                Texts.WayGrouped(View.Grouped, View.Participants, View.Mentors),
                Links.Pairing(Network, Cohort)
            ),
            (
                CohortStage.Running,
                View.Stage < CohortStage.Running ? Texts.WayStarts(Show.Date(View.Occasions[0].StartsAt)) : Texts.WayRunning,
                View.Stage >= CohortStage.Running ? Links.Cohort(Network, Cohort) : null
            ),
            (CohortStage.Closed, Texts.WayEnds(Show.Date(View.Occasions[^1].EndsAt)), null),
        ];

    /// <summary>Occasions and other days, by date.</summary>
    public IEnumerable<(string Name, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset? Due)> Dates() =>
        View
            .Occasions.Select(o => (Show.Occasion(o.Key), o.StartsAt, o.EndsAt, (DateTimeOffset?)o.DueAt))
            .Concat(View.Days.Select(d => (d.Kind.Name(), d.StartsAt, d.EndsAt, (DateTimeOffset?)null)))
            .OrderBy(d => d.StartsAt);

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewPlan.Query(Cohort));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
