namespace ModelMunicipalities.App.Features.Networks;

/// <summary>The network itself: where its people begin, what has been done in it, its jobs and its mail.</summary>
public sealed class NetworksArea : Area
{
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
