using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>The poll of a meeting with who is to meet, as its use cases need it.</summary>
/// <param name="Access">The meeting.</param>
/// <param name="Poll">Its poll with the times and who is asked; null when there is none.</param>
/// <param name="People">Who has a function in the organisations that meet now, once for each function.</param>
internal sealed record PollSheet(MeetingAccess Access, Poll? Poll, IReadOnlyList<PollSheet.PollPerson> People)
{
    /// <summary>A function and who has it.</summary>
    public sealed record PollPerson(
        int PersonId,
        string Name,
        string Email,
        string Language,
        int OrganisationId,
        Function Function
    );

    public static readonly Refusal NoPoll = new(RefusalKind.NotFound, "NoPoll", null);

    /// <summary>The meeting's name as the trail keeps it.</summary>
    public string Name => TrailName(Access.Meeting, Access.Group);

    /// <summary>A meeting's name as the trail keeps it.</summary>
    public static string TrailName(Meeting meeting, Group? group) =>
        MeetingForm.Of(meeting).Title.In("sv") + (group is null ? "" : ", " + group.Name);

    /// <summary>Three questions to the database.</summary>
    public static async Task<PollSheet> LoadAsync(AppDb db, MeetingAccess access, CancellationToken ct)
    {
        var poll = await db
            .Polls.Include(p => p.Slots)
            .Include(p => p.Invitees)
            .AsSplitQuery()
            .SingleOrDefaultAsync(p => p.MeetingId == access.Meeting.Id, ct);
        var organisations = access.Members.Select(m => m.Organisation.Id).ToList();
        var people = await (
            from m in db.Memberships
            where
                m.OrganisationId != null
                && organisations.Contains(m.OrganisationId.Value)
                && m.EndedAt == null
                && m.Function != null
            join p in db.Users on m.PersonId equals p.Id
            orderby m.Function, m.Id
            select new PollPerson(p.Id, p.Name, p.Email!, p.Language, m.OrganisationId!.Value, m.Function!.Value)
        ).ToListAsync(ct);
        return new PollSheet(access, poll, people);
    }

    /// <summary>Those that are asked, each once, that still have a function where they meet.</summary>
    public IEnumerable<(PollInvitee Invitee, PollPerson Person)> Asked() =>
        from i in Poll!.Invitees
        let person = People.FirstOrDefault(p => p.PersonId == i.PersonId)
        where person is not null
        select (i, person);

    /// <summary>Those with a function where they meet that nobody has asked yet, each once.</summary>
    public IEnumerable<PollPerson> NotAsked() =>
        People.DistinctBy(p => p.PersonId).Where(p => !Poll!.Invitees.Exists(i => i.PersonId == p.PersonId));

    public Task<List<PollAnswer>> AnswersAsync(AppDb db, CancellationToken ct)
    {
        var slots = Poll!.Slots.Select(s => s.Id).ToList();
        return db.PollAnswers.Where(a => slots.Contains(a.SlotId)).ToListAsync(ct);
    }

    /// <summary>Asks somebody with a link of her own; an earlier link of hers stops working.</summary>
    public void Ask(Letters letters, Caller caller, PollPerson person, IReadOnlyCollection<PollSlot> times, Letter letter)
    {
        var token = Invitation.NewToken();
        if (Poll!.Invitees.Find(i => i.PersonId == person.PersonId) is { } invitee)
        {
            invitee.TokenHash = Invitation.Hash(token);
        }
        else
        {
            Poll.Invitees.Add(new PollInvitee { PersonId = person.PersonId, TokenHash = Invitation.Hash(token) });
        }

        // Others are named by their organisations alone.
        letters.Send(
            MailTopic.Poll,
            [new Letters.Reader(person.PersonId, person.Name, person.Email, person.Language, person.OrganisationId)],
            () => Subject(letter)(new Show(caller).Meeting(Access.Meeting.Form, Access.Meeting.Number)),
            _ =>
            {
                var show = new Show(caller);
                var meeting = show.Meeting(Access.Meeting.Form, Access.Meeting.Number);
                return
                [
                    letter switch
                    {
                        Letter.Opened => Texts.Mail_PollOpened(
                            caller.PersonName,
                            meeting,
                            Show.List(Access.Members.Select(m => m.Organisation.Name))
                        ),
                        Letter.Times => Texts.Mail_PollTimes(caller.PersonName, meeting),
                        _ => Texts.Mail_PollReminder(caller.PersonName, meeting),
                    },
                    LetterPart.List(
                        times.OrderBy(t => t.StartsAt).ThenBy(t => t.EndsAt).Select(t => show.Span(t.StartsAt, t.EndsAt))
                    ),
                    Texts.Mail_PollAnswerBy(show.Moment(Poll.DeadlineAt)),
                    letters.To(Links.PollOf(token)),
                    Texts.Mail_PollLinkIsYours,
                ];
            }
        );
    }

    private static Func<object?, string> Subject(Letter letter) =>
        letter switch
        {
            Letter.Opened => Texts.Mail_PollOpenedSubject,
            Letter.Times => Texts.Mail_PollTimesSubject,
            _ => Texts.Mail_PollReminderSubject,
        };

    /// <summary>What somebody is written to about.</summary>
    public enum Letter
    {
        /// <summary>Which of the times suits her.</summary>
        Opened,

        /// <summary>New times.</summary>
        Times,

        /// <summary>That she has not answered.</summary>
        Reminder,
    }
}

/// <summary>What somebody says to a time.</summary>
/// <param name="Slot">The time's identity.</param>
/// <param name="Reply">What she says.</param>
/// <param name="Version">The version of what she had said when it was read: what says the same is left as it is, and what she has
/// changed somewhere else since is refused; null to say it whatever she has said.</param>
public sealed record GivenReply(int? Slot, PollReply? Reply, int? Version = null);

/// <summary>Writes down somebody's answers.</summary>
internal static class PollAnswers
{
    /// <summary>Those of a person, over her earlier ones; the caller saves, alone in the network.</summary>
    /// <returns>What is wrong and where; nothing is changed then.</returns>
    public static async Task<IReadOnlyList<Refusal>> SetAsync(
        AppDb db,
        Poll poll,
        PollInvitee invitee,
        IReadOnlyList<GivenReply> given,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (poll.WhyNotAnswer(now) is { } refusal)
        {
            return [refusal];
        }

        if (given.Count == 0)
        {
            return [Refusal.Invalid("NothingGiven", "answers")];
        }

        var wrong = given
            .Index()
            .Select(g =>
                !poll.Slots.Exists(s => s.Id == g.Item.Slot) ? Refusal.Invalid("PollSlotUnknown", $"answers[{g.Index}].slot")
                : g.Item.Reply is not { } reply || !Enum.IsDefined(reply)
                    ? Refusal.Invalid("PollReplyMissing", $"answers[{g.Index}].reply")
                : null
            )
            .OfType<Refusal>()
            .ToList();
        if (wrong.Count > 0)
        {
            return wrong;
        }

        var slots = poll.Slots.Select(s => s.Id).ToList();
        var mine = await db
            .PollAnswers.Where(a => a.PersonId == invitee.PersonId && slots.Contains(a.SlotId))
            .ToDictionaryAsync(a => a.SlotId, ct);
        int Now(GivenReply reply) => ContentVersion.Of(mine.GetValueOrDefault(reply.Slot!.Value)?.Reply);
        var changes = given
            .Index()
            .Where(g => ContentVersion.Of(g.Item.Reply) is var said && said != g.Item.Version && said != Now(g.Item))
            .ToList();
        if (changes.Where(g => g.Item.Version is { } shown && shown != Now(g.Item)).ToList() is { Count: > 0 } met)
        {
            return
            [
                .. Refusal.Stale(true),
                .. met.Select(g =>
                    Refusal.HoldsNow($"answers[{g.Index}].reply", mine.GetValueOrDefault(g.Item.Slot!.Value)?.Reply)
                ),
            ];
        }

        foreach (var (_, reply) in changes)
        {
            if (!mine.TryGetValue(reply.Slot!.Value, out var answer))
            {
                mine[reply.Slot.Value] = answer = new PollAnswer { SlotId = reply.Slot.Value, PersonId = invitee.PersonId };
                db.PollAnswers.Add(answer);
            }

            answer.Reply = reply.Reply!.Value;
        }

        invitee.AnsweredAt = now;
        return [];
    }
}
