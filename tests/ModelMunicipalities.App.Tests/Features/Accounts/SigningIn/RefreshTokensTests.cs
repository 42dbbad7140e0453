using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class RefreshTokensTests(DatabaseProvider provider) : SessionTest(provider)
{
    [Test]
    public async Task A_refresh_token_works_once_and_used_again_later_it_ends_what_came_of_it()
    {
        var network = await BuildAsync(n => n);
        var (access, first) = await LogInAsync(network.Observer);
        var second = (await RefreshAsync(first)).ShouldBeOk();
        var third = (await RefreshAsync(second["refreshToken"]!.ToString())).ShouldBeOk();
        (await With(third["accessToken"]!.ToString()).GetAsync("/api/v1/me/places")).ShouldBeOk();
        (await With(access).GetAsync("/api/v1/me/places")).ShouldBeOk();

        (await RefreshAsync(first)).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(third["refreshToken"]!.ToString())).ShouldBe(HttpStatusCode.Unauthorized);
        (await With(third["accessToken"]!.ToString()).GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
        await LogInAsync(network.Observer);
    }

    [Test]
    public async Task Two_refreshes_at_the_same_time_give_one_of_them_tokens_and_end_nothing()
    {
        var network = await BuildAsync(n => n);
        var (_, first) = await LogInAsync(network.Observer);
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RefreshAsync(first))));
        var won = replies.Where(r => r.Status == HttpStatusCode.OK).ShouldHaveSingleItem();
        replies.Count(r => r.Status == HttpStatusCode.Unauthorized).ShouldBe(3);
        (await RefreshAsync(won["refreshToken"]!.ToString())).ShouldBeOk();
    }

    [Test]
    public async Task The_token_just_used_ends_its_family_once_the_race_is_over_and_one_unused_for_a_fortnight_gives_nothing()
    {
        var network = await BuildAsync(n => n);
        var (_, first) = await LogInAsync(network.Observer);
        var second = (await RefreshAsync(first)).ShouldBeOk()["refreshToken"]!.ToString();
        Task<int> Age(TimeSpan by) =>
            Server.InDbAsync(null, db =>
                db.Sessions.Where(s => s.PersonId == network.Observer.Id && s.EndedAt == null)
                    .ExecuteUpdateAsync(s => s.SetProperty(x => x.RefreshedAt, DateTimeOffset.UtcNow - by))
            );
        await Age(TimeSpan.FromSeconds(11));
        (await RefreshAsync(first)).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(second)).ShouldBe(HttpStatusCode.Unauthorized);

        var (_, unused) = await LogInAsync(network.Observer);
        await Age(TimeSpan.FromDays(14));
        (await RefreshAsync(unused)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task What_is_no_refresh_token_is_tried_so_many_times()
    {
        await using var server = Server.StartAt(
            new ManualClock(DateTimeOffset.UtcNow),
            Server.Provider,
            ("SignIn:TriesPerClient", "3")
        );
        for (var i = 0; i < 3; i++)
        {
            (await new Api(server).PostAsync("/api/v1/auth/refresh", new { refreshToken = $"a.{i}" })).ShouldBe(
                HttpStatusCode.Unauthorized
            );
        }

        (await new Api(server).PostAsync("/api/v1/auth/refresh", new { refreshToken = "a.b" }))
            .ShouldBeRefused(HttpStatusCode.TooManyRequests, "TooManyTries")
            .Message.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Test]
    public async Task A_refresh_token_gives_new_tokens_until_the_account_is_changed()
    {
        var network = await BuildAsync(n => n);
        var signedIn = (await LogInAsync(network.Observer.Email, Server.Password)).ShouldBeOk();
        var refreshed = (await RefreshAsync(signedIn["refreshToken"]!.ToString())).ShouldBeOk();
        (await With(refreshed["accessToken"]!.ToString()).GetAsync("/api/v1/me/places")).ShouldBeOk();

        await Server.InDbAsync(null, db =>
            db.Users.Where(p => p.Id == network.Observer.Id)
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.SecurityStamp, "changed"))
        );
        (await RefreshAsync(refreshed["refreshToken"]!.ToString())).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task What_is_no_refresh_token_gives_nothing()
    {
        var network = await BuildAsync(n => n);
        var signedIn = (await LogInAsync(network.Observer.Email, Server.Password)).ShouldBeOk();
        (await RefreshAsync(signedIn["accessToken"]!.ToString())).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync("nonsense")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync("")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(null)).ShouldBe(HttpStatusCode.Unauthorized);
    }
}
