using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Accounts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Features.Reminders;

/// <summary>
/// Reminds everybody of a network who has something to do and has not done it, each at most once for each reason and window,
/// and tells the coordinators once a day of what stands still. The answer is how many things somebody was reminded of.
/// </summary>
public static class SendReminders
{
    /// <summary>People whose mails are written in one transaction: others in the network wait no longer than for one.</summary>
    private const int Together = 200;

    public sealed record Command : IUse<int>, IForJobs;

    internal sealed class Handler(
        AppDb db,
        DueReminders due,
        Letters letters,
        ReminderLetters reminders,
        Inviter inviter,
        Moments moments,
        TimeProvider time
    ) : IRequestHandler<Command, Outcome<int>>
    {
        public async Task<Outcome<int>> Handle(Command request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var found = await due.FindAsync(now, ct);
            var sent = 0;
            foreach (var people in found.People.GroupBy(d => d.Due.Person!.PersonId).OrderBy(g => g.Key).Chunk(Together))
            {
                sent += await RemindAsync(people, now, ct);
            }

            sent += found.Invited.Count > 0 ? await InviteAgainAsync(found.Invited, ct) : 0;
            return sent + (found.Stuck.Count > 0 ? await EscalateAsync(found.Stuck, now, ct) : 0);
        }

        /// <summary>Another node may have come first: who has been reminded is looked up alone in the network.</summary>
        private async Task<int> RemindAsync(IGrouping<int, DueNow>[] people, DateTimeOffset now, CancellationToken ct)
        {
            await using var transaction = await db.BeginAloneAsync(ct);
            var (first, last) = (people[0].Key, people[^1].Key);
            var sent = await due.SentAsync(first, last, people.SelectMany(p => p).Min(d => d.Window.From), ct);
            var choices = await db
                .MailChoices.Where(c => c.PersonId >= first && c.PersonId <= last)
                .AsNoTracking()
                .ToDictionaryAsync(c => c.PersonId, ct);
            var count = 0;
            foreach (var person in people)
            {
                var left = person.DistinctBy(d => d.KeyOf(person.Key)).Where(d => !sent.Contains(d.KeyOf(person.Key))).ToList();
                if (left.Count > 0)
                {
                    reminders.Remind(left[0].Due.Person!, left, choices.GetValueOrDefault(person.Key), now);
                    count += left.Count;
                }
            }

            await SaveAsync(count, ct);
            await transaction.CommitAsync(ct);
            return count;
        }

        /// <summary>The invitation itself says when it was last sent.</summary>
        private async Task<int> InviteAgainAsync(IReadOnlyList<DueNow> invited, CancellationToken ct)
        {
            await using var transaction = await db.BeginAloneAsync(ct);
            var ids = invited.Select(d => d.Due.InvitationId).ToList();
            var open = await (
                from i in db.Invitations
                where ids.Contains(i.Id) && i.AcceptedAt == null
                join o in db.Organisations on i.OrganisationId equals o.Id
                join p in db.Users on i.SentBy equals p.Id
                select new
                {
                    Invitation = i,
                    Organisation = o.Name,
                    Sender = p.Name,
                }
            ).ToDictionaryAsync(r => r.Invitation.Id, ct);
            var count = 0;
            foreach (var due in invited)
            {
                if (
                    open.TryGetValue(due.Due.InvitationId!.Value, out var row)
                    && !row.Invitation.Waits
                    && moments.DayOf(row.Invitation.SentAt) < due.Window.From
                )
                {
                    row.Invitation.Renew(time.GetUtcNow());
                    inviter.SendAnew(row.Invitation, row.Organisation, row.Sender, about: due.Due.Parts);
                    count++;
                }
            }

            await SaveAsync(count, ct);
            await transaction.CommitAsync(ct);
            return count;
        }

        private async Task<int> EscalateAsync(IReadOnlyList<DueNow> stuck, DateTimeOffset now, CancellationToken ct)
        {
            await using var transaction = await db.BeginAloneAsync(ct);
            var told = (await db.Reminders.Where(r => r.Window == Reminder.Escalated).AsNoTracking().ToListAsync(ct)).ToLookup(
                r => r.PersonId
            );
            var count = 0;
            foreach (var coordinator in await letters.CoordinatorsAsync(ct))
            {
                var known = told[coordinator.PersonId]
                    .Select(r => new SentKey(r.PersonId, r.Reason, r.Subject, r.Window, r.WindowFrom))
                    .ToHashSet();
                var left = stuck.Where(d => !known.Contains(d.KeyOf(coordinator.PersonId))).ToList();
                if (left.Count > 0 && !told[coordinator.PersonId].Any(r => moments.DayOf(r.SentAt) == moments.DayOf(now)))
                {
                    reminders.Escalate(coordinator, left, now);
                    count += left.Count;
                }
            }

            await SaveAsync(count, ct);
            await transaction.CommitAsync(ct);
            return count;
        }

        private async Task SaveAsync(int count, CancellationToken ct)
        {
            if (count > 0)
            {
                await db.SaveChangesAsync(ct);
                db.ChangeTracker.Clear();
            }
        }
    }
}
