using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Features.Reminders;

/// <summary>
/// Many are reminded by several nodes, one of which is killed in the middle: each gets one mail, and none is forgotten.
/// </summary>
public class KilledNodeTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private static readonly DateTimeOffset At = Reminding.Local("2031-03-06 10:00");

    /// <summary>Two thousand, or as many as <c>TEST_REMINDERS</c> says: a hundred thousand take some minutes.</summary>
    [Test]
    public Task However_many_are_due_each_is_reminded_once() =>
        EachOnceAsync(
            int.TryParse(Environment.GetEnvironmentVariable("TEST_REMINDERS"), CultureInfo.InvariantCulture, out var people)
                ? people
                : 2_001
        );

    private async Task EachOnceAsync(int people)
    {
        var network = await FillAsync(people / 3);
        var watch = Stopwatch.StartNew();
        using (var killed = Node.Remind(network, At))
        {
            while (await SentAsync(network) < people / 5)
            {
                killed.HasExited.ShouldBeFalse("it is to be killed in the middle");
                await Task.Delay(5);
            }

            killed.Kill();
            await killed.WaitForExitAsync();
        }

        var before = await SentAsync(network);
        before.ShouldBeLessThan(people);
        (await MailsAsync(network)).ShouldBe(before, "a mail and that it was written go together");
        using var second = Node.Remind(network, At);
        using var third = Node.Remind(network, At);
        var said = await Task.WhenAll(second.EndAsync(), third.EndAsync());
        await TestContext.Out.WriteLineAsync(
            $"{Server.Provider}: {people} people, killed after {before}; then {string.Join(" and ", said)}; in all {watch.Elapsed.TotalSeconds:F0} s"
        );

        (await SentAsync(network)).ShouldBe(people);
        (await MailsAsync(network)).ShouldBe(people);
        (await network.InDbAsync(db => db.Reminders.Select(r => r.PersonId).Distinct().CountAsync())).ShouldBe(people);
        (
            await network.InDbAsync(db =>
                db.OutgoingMails.Where(m => m.NetworkId == network.Network.Id).Select(m => m.To).Distinct().CountAsync()
            )
        ).ShouldBe(people);
    }

    private static Task<int> SentAsync(TestNetwork network) => network.InDbAsync(db => db.Reminders.CountAsync());

    private static Task<int> MailsAsync(TestNetwork network) =>
        network.InDbAsync(db => db.OutgoingMails.CountAsync(m => m.NetworkId == network.Network.Id));

    /// <summary>So many organisations, each with three people who have not handed in.</summary>
    private async Task<TestNetwork> FillAsync(int organisations)
    {
        var network = await BuildAsync(n => n.Peers("Luleå"));
        await network.InMarchAsync();
        await network.OnlyAsync(Domain.Reminders.ReminderReason.ChecklistDue);
        foreach (var part in Enumerable.Range(1, organisations - 1).Chunk(500))
        {
            await network.ChangeAsync(async db =>
            {
                var made = part.Select(i => new Organisation
                    {
                        Slug = $"o{i}",
                        Name = $"Organisation {i}",
                        Kind = OrganisationKind.Municipality,
                    })
                    .ToList();
                var people = part.SelectMany(i => Assessment.Functions.Select(f => Account($"{f}.{i}@{network.Slug}.example")))
                    .ToList();
                db.Organisations.AddRange(made);
                db.Users.AddRange(people);
                await db.SaveChangesAsync();
                db.Participations.AddRange(
                    made.Select(o => new Participation
                    {
                        CohortId = network.Cohort.Id,
                        OrganisationId = o.Id,
                        Role = CohortRole.Participant,
                    })
                );
                db.Memberships.AddRange(
                    people.Select(
                        (p, i) =>
                            new Membership
                            {
                                PersonId = p.Id,
                                OrganisationId = made[i / 3].Id,
                                Function = Assessment.Functions[i % 3],
                                Since = DateTimeOffset.UtcNow,
                            }
                    )
                );
            });
        }

        return network;
    }

    private static Person Account(string email) =>
        new()
        {
            Name = "Någon",
            Email = email,
            UserName = email,
            NormalizedEmail = email.ToUpperInvariant(),
            NormalizedUserName = email.ToUpperInvariant(),
            SecurityStamp = "x",
        };
}
