namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class SignOutTests(DatabaseProvider provider) : SessionTest(provider)
{
    [Test]
    public async Task Signing_out_ends_the_session_on_the_server_also_for_who_has_copied_the_cookie()
    {
        var network = await BuildAsync(n => n);
        var reader = await new Reader(Server).SignInAsync(network.Coordinator.Email, Server.Password);
        var thief = reader.Copy();
        var other = await new Reader(Server).SignInAsync(network.Coordinator.Email, Server.Password);
        (await thief.GetAsync(network.Page("/cohorts"))).ShouldBeOk();
        (await reader.PostAsync("/sign-out"))
            .ShouldLeadTo("/")
            .Message.Headers.GetValues("Clear-Site-Data")
            .ShouldBe(["\"cache\""]);
        new Uri(
            Server.Address,
            (await thief.GetAsync(network.Page("/cohorts"))).ShouldBe(HttpStatusCode.Redirect).Location!
        ).AbsolutePath.ShouldBe("/sign-in");
        (await thief.GetAsync("/")).ShouldBeOk().Text.ShouldNotContain(network.Coordinator.Name);
        (await other.GetAsync(network.Page("/cohorts"))).ShouldBeOk();
    }

    [Test]
    public async Task A_program_signs_out_by_its_access_token_or_by_its_refresh_token_and_neither_works_after_that()
    {
        var network = await BuildAsync(n => n);
        foreach (var byRefreshToken in new[] { false, true })
        {
            var (access, refresh) = await LogInAsync(network.Observer);
            var api = byRefreshToken ? Guest : With(access);
            (await api.PostAsync("/api/v1/auth/logout", byRefreshToken ? new { refreshToken = refresh } : null)).ShouldBe(
                HttpStatusCode.NoContent
            );
            (await With(access).GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
            (await With(access).GetAsync(network.InNetwork("/cohorts"))).ShouldBe(HttpStatusCode.Unauthorized);
            (await RefreshAsync(refresh)).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await Guest.PostAsync("/api/v1/auth/logout", new { refreshToken = "nonsense.x" })).ShouldBe(HttpStatusCode.Unauthorized);
        (await Guest.PostAsync("/api/v1/auth/logout")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Signing_out_ends_it()
    {
        var network = await BuildAsync(n => n);
        var reader = await network.Coordinator.ReaderAsync();
        (await reader.GetAsync(network.CohortPage())).ShouldBeOk();
        (await reader.PostAsync("/sign-out")).ShouldLeadTo("/");
        (await reader.GetAsync(network.CohortPage())).ShouldBe(HttpStatusCode.Redirect);
    }
}
