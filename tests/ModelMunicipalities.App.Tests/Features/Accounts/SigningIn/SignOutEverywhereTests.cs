namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class SignOutEverywhereTests(DatabaseProvider provider) : SessionTest(provider)
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Signing_out_everywhere_ends_every_session_in_browsers_and_of_programs(bool onThePage)
    {
        var network = await BuildAsync(n => n);
        var (reader, other) = (
            await new Reader(Server).SignInAsync(network.Observer.Email, Server.Password),
            await new Reader(Server).SignInAsync(network.Observer.Email, Server.Password)
        );
        var (access, refresh) = await LogInAsync(network.Observer);
        var somebody = await network.Coordinator.ReaderAsync();
        if (onThePage)
        {
            (await reader.GetAsync("/account")).ShouldBeOk().Text.ShouldContain("Logga ut överallt");
            (await reader.PostAsync("/account?handler=SignOut")).ShouldLeadTo("/");
        }
        else
        {
            (await With(access).PostAsync("/api/v1/auth/logout-everywhere")).ShouldBe(HttpStatusCode.NoContent);
        }

        (await reader.GetAsync(network.Page("/cohorts"))).ShouldBe(HttpStatusCode.Redirect);
        (await other.GetAsync(network.Page("/cohorts"))).ShouldBe(HttpStatusCode.Redirect);
        (await With(access).GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(refresh)).ShouldBe(HttpStatusCode.Unauthorized);
        (await somebody.GetAsync(network.Page("/cohorts"))).ShouldBeOk();
        await LogInAsync(network.Observer);
    }
}
