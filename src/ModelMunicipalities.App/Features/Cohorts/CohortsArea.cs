using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Cohorts from their plan to what comes after them: invitations, applications, mentors, leaving.</summary>
public sealed class CohortsArea : Area
{
    public override void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ApplicationInvitations>();
    }

    public override IEnumerable<MenuEntry> MainMenu(string network, Place acting) =>
        acting.Role == NetworkRole.Coordinator ? [new(Menu.Cohorts, Texts.CohortsTitle, Links.Cohorts(network))] : [];

    public override IEnumerable<MenuEntry> CohortMenu(string network, string cohort) =>
        [
            new(Menu.Plan, Texts.LinkPlan, Links.Plan(network, cohort)),
            new(Menu.Applications, Texts.ApplicationsCrumb, Links.Applications(network, cohort)),
            new(Menu.Mentors, Texts.LinkMentors, Links.Mentors(network, cohort)),
            new(Menu.Afterwards, Texts.LinkAfterwards, Links.AllAfterwards(network, cohort)),
            new(Menu.Generations, Texts.LinkGenerations, Links.Generations(network)),
        ];

    public override void MapCalls(CallRoutes routes)
    {
        ListCohorts.Map(routes.Network);
        CreateCohort.Map(routes.Network);
        ViewGenerations.Map(routes.Network);

        ViewCohort.Map(routes.Cohort);
        ViewPlan.Map(routes.Cohort);
        SchedulePlan.Map(routes.Cohort);
        SetCriteria.Map(routes.Cohort);
        MoveCohort.Map(routes.Cohort);
        ListInvitations.Map(routes.Cohort);
        InviteOrganisations.Map(routes.Cohort);
        NameContacts.Map(routes.Cohort);
        ListParticipants.Map(routes.Cohort);
        ListGroups.Map(routes.Cohort);

        ListMentors.Map(routes.Cohort);
        ListMentorCandidates.Map(routes.Cohort);
        AskMentors.Map(routes.Cohort);
        ViewMentor.Map(routes.Cohort);
        OfferPlaces.Map(routes.Cohort);
        SetUnavailable.Map(routes.Cohort);
        ViewLeaving.Map(routes.Cohort);
        LeaveCohort.Map(routes.Cohort);
        UndoLeaving.Map(routes.Cohort);
        ViewAfterwards.Map(routes.Cohort);
        StateAfterwards.Map(routes.Cohort);
        ListAfterwards.Map(routes.Cohort);

        ListApplications.Map(routes.Cohort);
        ExportApplications.Map(routes.Cohort);
        var application = routes.Cohort.MapGroup("/applications/{organisation}").WithTags("Applications");
        ViewApplication.Map(application);
        SaveApplication.Map(application);
        SubmitApplication.Map(application);
        TakeBackApplication.Map(application);
        DecideApplication.Map(application);
    }

    public override void MapFiles(IEndpointRouteBuilder portal)
    {
        ExportApplications.MapPortal(portal);
    }
}
