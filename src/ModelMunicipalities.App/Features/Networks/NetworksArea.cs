using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>The network itself: where its people begin, what has been done in it, its jobs and its mail.</summary>
public sealed class NetworksArea : Area
{
    public override IEnumerable<MenuEntry> MainMenu(string network, Place acting) =>
        [new(Menu.Start, Texts.MenuStart, Links.Network(network))];

    public override IEnumerable<MenuEntry> NetworkMenu(string network) =>
        [
            new(Menu.Trail, Texts.MenuTrail, Links.Trail(network)),
            new(Menu.Jobs, Texts.MenuJobs, Links.Jobs(network)),
            new(Menu.Mails, Texts.MenuMails, Links.Mails(network)),
        ];

    public override void MapCalls(CallRoutes routes)
    {
        ListMunicipalities.Map(routes.SignedIn);
        ListMyPlaces.Map(routes.SignedIn);
        ReadTrail.Map(routes.Network);
        ListJobs.Map(routes.Network);
        SteerJob.Map(routes.Network);
        ListMails.Map(routes.Network);
        ResendMails.Map(routes.Network);
    }
}
