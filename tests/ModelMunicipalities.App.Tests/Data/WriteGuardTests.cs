using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Data;

/// <summary>The filter that reading passes, and the guard that writing does.</summary>
public class WriteGuardTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Without_a_caller_there_are_no_rows()
    {
        await BuildAsync(n =>
            n.Group("Piteå", "Luleå")
                .Submitted("Luleå", "startup", "2222222222")
                .HandedIn("Luleå", "bm1", Function.Manager, "2222222222")
        );
        var counts = await Server.InDbAsync(null, async db =>
            new[]
            {
                await db.Organisations.CountAsync(),
                await db.Cohorts.CountAsync(),
                await db.Occasions.CountAsync(),
                await db.Groups.CountAsync(),
                await db.Participations.CountAsync(),
                await db.Meetings.CountAsync(),
                await db.Memberships.CountAsync(),
                await db.Assessments.CountAsync(),
                await db.Scorings.CountAsync(),
                await db.Answers.CountAsync(),
                await db.ConsensusScores.CountAsync(),
                await db.AuditEntries.CountAsync(),
                await db.Invitations.CountAsync(),
            }
        );
        counts.ShouldAllBe(c => c == 0);
    }

    [Test]
    public async Task A_caller_sees_the_rows_of_her_network_alone()
    {
        var own = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await BuildAsync(n => n.Group("Malmö", "Halmstad"));
        (await own.InDbAsync(db => db.Organisations.Select(o => o.Name).ToListAsync())).ShouldBe(
            ["Piteå", "Luleå"],
            ignoreOrder: true
        );
    }

    [Test]
    public async Task A_row_is_given_the_callers_network()
    {
        var own = await BuildAsync(n => n);
        var organisation = new Organisation { Slug = "ny", Name = "Ny" };
        await own.ChangeAsync(db => Task.FromResult(db.Organisations.Add(organisation)));
        organisation.NetworkId.ShouldBe(own.Network.Id);
    }

    [Test]
    public async Task A_row_of_another_network_cannot_be_added()
    {
        var (own, other) = (await BuildAsync(n => n), await BuildAsync(n => n));
        await RefusedAsync(own, db => db.Organisations.Add(
                new Organisation
                {
                    Slug = "ny",
                    Name = "Ny",
                    NetworkId = other.Network.Id,
                }
            ));
    }

    [Test]
    public async Task A_row_of_another_network_cannot_be_changed_or_taken_away()
    {
        var (own, other) = (await BuildAsync(n => n), await BuildAsync(n => n.Group("Malmö")));
        await RefusedAsync(own, db =>
            db.Organisations.IgnoreQueryFilters([AppDb.TenantFilter]).Single(o => o.Id == other["Malmö"].Id).Name = "Vårt"
        );
        await RefusedAsync(own, db =>
            db.Organisations.Remove(
                db.Organisations.IgnoreQueryFilters([AppDb.TenantFilter]).Single(o => o.Id == other["Malmö"].Id)
            )
        );
        (await other.InDbAsync(db => db.Organisations.SingleAsync())).Name.ShouldBe("Malmö");
    }

    [Test]
    public async Task A_row_cannot_be_moved_to_or_from_another_network()
    {
        var (own, other) = (await BuildAsync(n => n.Group("Piteå")), await BuildAsync(n => n.Group("Malmö")));
        await RefusedAsync(own, db => db.Organisations.Single().NetworkId = other.Network.Id);
        await RefusedAsync(own, db =>
            db.Organisations.IgnoreQueryFilters([AppDb.TenantFilter]).Single(o => o.Id == other["Malmö"].Id).NetworkId =
                own.Network.Id
        );
    }

    [Test]
    public async Task Without_a_network_nothing_of_one_is_written() =>
        await Should.ThrowAsync<InvalidOperationException>(() => Server.InDbAsync(null, db =>
            {
                db.Organisations.Add(new Organisation { Slug = "ny", Name = "Ny" });
                return db.SaveChangesAsync();
            }));

    [Test]
    public async Task Saving_without_waiting_passes_the_same_guard() =>
        await Should.ThrowAsync<InvalidOperationException>(() => Server.InDbAsync(null, db =>
            {
                db.Organisations.Add(new Organisation { Slug = "ny", Name = "Ny" });
                return Task.FromResult(db.SaveChanges());
            }));

    [Test]
    public async Task Times_come_back_as_the_instants_they_were()
    {
        var own = await BuildAsync(n => n);
        var at = new DateTimeOffset(2027, 3, 28, 3, 30, 15, 123, TimeSpan.FromHours(2));
        await own.ChangeAsync(async db =>
        {
            db.Trail("AssessmentSubmitted", at);
            db.AuditEntries.Local.Single().PersonId = own.Coordinator.Id;
            await Task.CompletedTask;
        });
        var read = await own.InDbAsync(db => db.AuditEntries.Select(a => a.At).SingleAsync());
        (read, read.Offset).ShouldBe((at.ToUniversalTime(), TimeSpan.Zero));
        (await own.InDbAsync(db => db.AuditEntries.CountAsync(a => a.At >= at && a.At < at.AddSeconds(1)))).ShouldBe(1);
    }

    private static async Task RefusedAsync(TestNetwork network, Action<AppDb> change)
    {
        var refused = await Should.ThrowAsync<InvalidOperationException>(() =>
            network.ChangeAsync(db =>
            {
                change(db);
                return Task.CompletedTask;
            })
        );
        refused.Message.ShouldContain($"while in network {network.Network.Id}");
    }
}
