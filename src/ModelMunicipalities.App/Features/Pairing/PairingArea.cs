using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Features.Pairing;

/// <summary>Which participants meet which mentor: proposals, what they cost, their publishing.</summary>
public sealed class PairingArea : Area
{
    public override IEnumerable<MenuEntry> CohortMenu(string network, string cohort) =>
        [new(Menu.Pairing, Texts.PairingCrumb, Links.Pairing(network, cohort))];

    public override void MapCalls(CallRoutes routes)
    {
        ListProposals.Map(routes.Cohort);
        ViewProposal.Map(routes.Cohort);
        ViewMoves.Map(routes.Cohort);
        ProposePairing.Map(routes.Cohort);
        ChangeProposal.Map(routes.Cohort);
        PublishProposal.Map(routes.Cohort);
    }
}
