using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Mails;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>Gathers the mails that wait for their readers' digests, one digest for each reader.</summary>
public static class SendDigests
{
    public sealed record Command : IUse<int>, IForJobs;

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time) : IRequestHandler<Command, Outcome<int>>
    {
        public async Task<Outcome<int>> Handle(Command request, CancellationToken ct)
        {
            await using var transaction = await db.BeginAloneAsync(ct);
            var held = await (
                from m in db.OutgoingMails
                where m.NetworkId == caller.NetworkId && m.State == MailState.Held
                join c in db.MailChoices on m.PersonId equals c.PersonId
                join p in db.Users on m.PersonId equals p.Id
                orderby m.Id
                select new
                {
                    Mail = m,
                    Choices = c,
                    Person = p,
                }
            ).ToListAsync(ct);

            var now = time.GetUtcNow();
            var zone = TimeZoneInfo.FindSystemTimeZoneById(caller.Network!.TimeZone);
            var digests = 0;
            foreach (
                var mine in held.GroupBy(h => h.Person)
                    .Where(g => g.First().Choices.IsDue(g.Min(h => h.Mail.CreatedAt), now, zone))
            )
            {
                foreach (var part in Gathered.Parts(mine.Select(h => h.Mail)))
                {
                    Gather(part, mine.Key, mine.First().Choices.Pace, now);
                    digests++;
                }
            }

            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return digests;
        }

        private void Gather(IReadOnlyList<OutgoingMail> mails, Person person, MailPace pace, DateTimeOffset now)
        {
            var digest = Languages.In(person.Language, () =>
            {
                var letter = new Letter(
                    Gathered
                        .Sections(mails)
                        .Prepend(Texts.Mail_Digest(caller.Network!.Name))
                        .Prepend(Texts.Mail_Greeting(person.Name))
                );
                return new OutgoingMail
                {
                    NetworkId = caller.NetworkId,
                    PersonId = person.Id,
                    Topic = MailTopic.Account,
                    Language = person.Language,
                    To = person.Email!,
                    Subject =
                        pace == MailPace.Weekly
                            ? Texts.Mail_WeeklySubject(caller.Network!.Name.InSubject(), mails.Count)
                            : Texts.Mail_DailySubject(caller.Network!.Name.InSubject(), mails.Count),
                    Body = letter.Text,
                    Outline = letter.Outline,
                    CreatedAt = now,
                    State = MailState.Waiting,
                };
            });
            db.OutgoingMails.Add(digest);
            foreach (var mail in mails)
            {
                (mail.State, mail.Digest) = (MailState.Gathered, digest);
            }
        }
    }
}
