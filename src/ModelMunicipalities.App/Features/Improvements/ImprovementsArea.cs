using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>What organisations change at home between meetings, and what others learn from it.</summary>
public sealed class ImprovementsArea : Area
{
    public override IEnumerable<MenuEntry> MainMenu(string network, Place acting) =>
        acting.Role == NetworkRole.Observer
            ? []
            : [new(Menu.Improvements, Texts.MenuImprovements, Links.MyImprovements(network))];

    public override IEnumerable<MenuEntry> CohortMenu(string network, string cohort) =>
        [new(Menu.CohortImprovements, Texts.MenuImprovements, Links.CohortImprovements(network, cohort))];

    public override void MapCalls(CallRoutes routes)
    {
        LearnFrom.Map(routes.Network);
        ListMeetingImprovements.Map(routes.Network);
        ListImprovements.Map(routes.Cohort);
        ExportImprovements.Map(routes.Cohort);
        CreateImprovement.Map(routes.Organisation);
        SetSharing.Map(routes.Organisation);
        var improvement = routes.Organisation.MapGroup("/improvements/{improvement:int}").WithTags("Improvements");
        ViewImprovement.Map(improvement);
        ChangeImprovement.Map(improvement);
        SetStatus.Map(improvement);
        WriteCycle.Map(improvement);
        ReviewImprovement.Map(improvement);
        CommentImprovement.Map(improvement);
        RemoveComment.Map(improvement);
    }

    public override void MapFiles(IEndpointRouteBuilder portal)
    {
        ExportImprovements.MapPortal(portal);
    }
}
