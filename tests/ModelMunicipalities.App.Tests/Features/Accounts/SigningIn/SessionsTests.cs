using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class SessionsTests(DatabaseProvider provider) : SessionTest(provider)
{
    [Test]
    public async Task The_last_place_in_a_network_takes_the_calendar_with_it_and_the_last_of_all_the_sessions()
    {
        var (network, other) = (await BuildAsync(n => n.Group("Piteå", "Luleå")), await BuildAsync(n => n.Group("Malmö")));
        var member = network["Luleå", Function.Manager];
        await other.ChangeAsync(async db =>
            db.Memberships.Add(
                new Membership
                {
                    PersonId = member.Id,
                    OrganisationId = other["Malmö"].Id,
                    Function = Function.Manager,
                    Since = (await db.Memberships.FirstAsync()).Since,
                }
            )
        );
        var calendar = new Uri(
            (await member.Api.PostAsync(network.InNetwork("/calendar"))).ShouldBe(HttpStatusCode.Created)["address"]!.ToString()
        ).PathAndQuery;
        (await EndAsync(network, "Luleå", member)).ShouldBeOk();
        (await network.InDbAsync(db => db.CalendarFeeds.SingleAsync())).RevokedAt.ShouldNotBeNull(
            "another place later does not open it again"
        );
        (await new Reader(Server).GetAsync(calendar)).ShouldBe(HttpStatusCode.Gone);
        (await member.Api.GetAsync("/api/v1/me/places")).ShouldBeOk()["total"]!.GetValue<int>().ShouldBe(1);
        (await EndAsync(other, "Malmö", member)).ShouldBeOk();
        (await member.Api.GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task A_session_is_over_after_thirty_days_however_much_it_is_used()
    {
        var network = await BuildAsync(n => n);
        var reader = await new Reader(Server).SignInAsync(network.Observer.Email, Server.Password);
        var (access, refresh) = await LogInAsync(network.Observer);
        var sessions = await Server.InDbAsync(null, db =>
            db.Sessions.Where(s => s.PersonId == network.Observer.Id).ToListAsync()
        );
        sessions.ShouldAllBe(s => s.ExpiresAt - s.BegunAt == TimeSpan.FromDays(30));
        await Server.InDbAsync(null, db =>
            db.Sessions.Where(s => s.PersonId == network.Observer.Id)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.ExpiresAt, DateTimeOffset.UtcNow.AddSeconds(-1)))
        );
        (await reader.GetAsync(network.Page("/cohorts"))).ShouldBe(HttpStatusCode.Redirect);
        (await With(access).GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(refresh)).ShouldBe(HttpStatusCode.Unauthorized);

        // What is over is forgotten when the account signs in again.
        await LogInAsync(network.Observer);
        (await Server.InDbAsync(null, db => db.Sessions.CountAsync(s => s.PersonId == network.Observer.Id))).ShouldBe(1);
    }

    [Test]
    public async Task The_database_holds_no_token_that_works()
    {
        var network = await BuildAsync(n => n);
        var (_, refresh) = await LogInAsync(network.Observer);
        var kept = await Server.InDbAsync(null, db => db.Sessions.SingleAsync(s => s.PersonId == network.Observer.Id));
        kept.FamilyHash.ShouldBe(Invitation.Hash(refresh.Split('.')[0]));
        kept.RefreshHash.ShouldBe(Invitation.Hash(refresh.Split('.')[1]));
        (await RefreshAsync($"{kept.FamilyHash}.{kept.RefreshHash}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync($"{refresh.Split('.')[0]}x.{refresh.Split('.')[1]}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(refresh)).ShouldBeOk();
    }

    private async Task<Reply> EndAsync(TestNetwork network, string organisation, Member member)
    {
        var place = await network.InDbAsync(db =>
            db.Memberships.Where(m => m.PersonId == member.Id && m.EndedAt == null).Select(m => m.Id).SingleAsync()
        );
        return await network.Coordinator.Api.PostAsync(
            network.InNetwork($"/organisations/{network[organisation].Slug}/team/{place}/end"),
            new { }
        );
    }
}
