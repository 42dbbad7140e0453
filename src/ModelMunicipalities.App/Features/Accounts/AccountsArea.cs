using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>Who people are, what they may, and how they are reached.</summary>
public sealed class AccountsArea : Area
{
    public override IReadOnlyList<NetworkJob> Jobs =>
        [new("digests", $"0 {MailChoices.DigestHour} * * *", NetworkJob.MadeUp, () => new SendDigests.Command())];

    public override void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Inviter>();
        builder.Services.AddScoped<Succession>();
        builder.Services.AddScoped<ChooseMailsByLink.Finder>();
        builder.AddJoinLimits();
    }

    public override IEnumerable<MenuEntry> MainMenu(string network, Place acting) =>
        acting.Role == NetworkRole.Coordinator ? [new(Menu.TheNetwork, Texts.MenuNetwork, Links.People(network))] : [];

    public override IEnumerable<MenuEntry> NetworkMenu(string network) =>
        [new(Menu.People, Texts.MenuPeople, Links.People(network))];

    public override void MapCalls(CallRoutes routes)
    {
        var auth = routes.Open.MapGroup("/auth").AllowAnonymous().WithTags("Accounts");
        SignIn.Map(auth);
        RefreshTokens.Map(auth);
        SignOut.Map(auth);
        AcceptInvitation.Map(routes.Open);
        AskToJoin.Map(routes.Open);
        SignOutEverywhere.Map(routes.SignedIn);
        ChangePassword.Map(routes.SignedIn);

        ViewMailChoices.Map(routes.Network);
        ChooseMails.Map(routes.Network);
        ListPeople.Map(routes.Network);
        InvitePerson.Map(routes.Network);
        AnswerInvitation.Map(routes.Network);
        AnswerJoinRequest.Map(routes.Network);
        var team = routes.Network.MapGroup("/organisations/{organisation}/team").WithTags("Accounts");
        ViewTeam.Map(team);
        InviteToTeam.Map(team);
        ReplacePerson.Map(team);
        EndPlace.Map(team);
        SetEmailDomain.Map(team);
    }
}
