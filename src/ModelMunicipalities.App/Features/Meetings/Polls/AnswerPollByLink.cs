using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Answers a poll by the link in a mail, without signing in. The link is the right to answer as the one that it was sent
/// to, while she has a function where they meet, and to nothing else: it shows nobody else's answers.
/// </summary>
public static class AnswerPollByLink
{
    public static readonly Refusal Unknown = new(RefusalKind.NotFound, "PollLinkUnknown", null);

    /// <summary>What is asked, for the holder of the link. Reading changes nothing.</summary>
    public sealed record Query(string Token) : IUse<View>, IOpenToAll;

    /// <param name="NetworkName">The network's name.</param>
    /// <param name="Name">Her own name.</param>
    /// <param name="Places">Her functions where they meet.</param>
    /// <param name="Form">The meeting's form: <c>bm1</c>.</param>
    /// <param name="Number">Which of several of its form.</param>
    /// <param name="Organisations">The names of those that meet.</param>
    /// <param name="Deadline">By when answers are asked for.</param>
    /// <param name="IsOpen">True while answers are taken.</param>
    /// <param name="DecidedAt">When the meeting starts, once it is decided.</param>
    /// <param name="DecidedEnd">When it ends.</param>
    /// <param name="AnsweredAt">When she last answered.</param>
    /// <param name="Slots">The times in order, with her own answers.</param>
    public sealed record View(
        string NetworkName,
        string Name,
        IReadOnlyList<OwnPlace> Places,
        string Form,
        int Number,
        IReadOnlyList<string> Organisations,
        DateTimeOffset Deadline,
        bool IsOpen,
        DateTimeOffset? DecidedAt,
        DateTimeOffset? DecidedEnd,
        DateTimeOffset? AnsweredAt,
        IReadOnlyList<OwnSlot> Slots
    );

    public sealed record OwnPlace(string Organisation, Function Function);

    public sealed record OwnSlot(int Id, DateTimeOffset StartsAt, DateTimeOffset EndsAt, PollReply? Reply)
    {
        /// <summary>The version of what is said.</summary>
        public int Version { get; init; } = ContentVersion.Of(Reply);

        /// <summary>
        /// As it came back from the reader: what she chose, made of what she saw, or of what holds once that is shown.
        /// </summary>
        internal OwnSlot Sent(
            IReadOnlyDictionary<int, PollReply> replies,
            IReadOnlyDictionary<int, int> seen,
            IReadOnlyList<Refusal> refusals
        ) =>
            !replies.TryGetValue(Id, out var reply)
                ? this
                : this with
                {
                    Reply = reply,
                    Version = refusals.Any(r => r.IsHoldsNow && r.Field == $"slot-{Id}") ? Version : seen.GetValueOrDefault(Id),
                };
    }

    /// <summary>What the pages send of a form, each answer with the version that the form showed.</summary>
    internal static IReadOnlyList<GivenReply> Given(
        IReadOnlyDictionary<int, PollReply> replies,
        IReadOnlyDictionary<int, int> seen
    ) => [.. replies.Select(r => new GivenReply(r.Key, r.Value, seen.TryGetValue(r.Key, out var version) ? version : null))];

    /// <summary>What was refused, named by the time that it concerns on the page, or by the form.</summary>
    internal static IReadOnlyList<Refusal> OnPage(IReadOnlyList<Refusal> refusals, IReadOnlyDictionary<int, PollReply> replies) =>
        [
            .. refusals.Select(r =>
                r with
                {
                    Field =
                        r.Field is not { } field ? null
                        : r.IsHoldsNow
                            ? $"slot-{replies.Keys.ElementAt(int.Parse(field.Split('[', ']')[1], CultureInfo.InvariantCulture))}"
                        : "answer",
                }
            ),
        ];

    /// <param name="Token">The link's secret.</param>
    /// <param name="Replies">What she says.</param>
    public sealed record Command(string Token, IReadOnlyList<GivenReply> Replies) : IUse<View>, IOpenToAll;

    internal sealed class QueryHandler(AppDb db, Caller caller, TimeProvider time) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct) =>
            await FindAsync(db, caller, request.Token, ct) is { } found
                ? await found.ViewAsync(db, caller, time.GetUtcNow(), ct)
                : Unknown;
    }

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time) : IRequestHandler<Command, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Command request, CancellationToken ct)
        {
            // Once to know the network, and once more alone in it, so that no time is taken away between reading and saving.
            if (await FindAsync(db, caller, request.Token, ct) is null)
            {
                return Unknown;
            }

            db.ChangeTracker.Clear();
            await using var transaction = await db.BeginAloneAsync(ct);
            if (await FindAsync(db, caller, request.Token, ct) is not { } found)
            {
                return Unknown;
            }

            var now = time.GetUtcNow();
            var wrong = await PollAnswers.SetAsync(db, found.Sheet.Poll!, found.Invitee, request.Replies, now, ct);
            if (wrong.Count > 0)
            {
                return wrong.ToList();
            }

            // The trail tells whose link it was, whoever is signed in.
            var signedIn = (caller.PersonId, caller.PersonName);
            caller.ActAs(found.Own[0].PersonId, found.Own[0].Name);
            db.Trail("PollAnswered", now, found.Own[0].OrganisationId, detail: found.Sheet.Name);
            caller.ActAs(signedIn.PersonId, signedIn.PersonName);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return await found.ViewAsync(db, caller, now, ct);
        }
    }

    /// <summary>Whom a link belongs to, with the poll that it leads to.</summary>
    private sealed record Found(PollSheet Sheet, PollInvitee Invitee, IReadOnlyList<PollSheet.PollPerson> Own)
    {
        public async Task<View> ViewAsync(AppDb db, Caller caller, DateTimeOffset now, CancellationToken ct)
        {
            var (access, poll) = (Sheet.Access, Sheet.Poll!);
            var slots = poll.Slots.Select(s => s.Id).ToList();
            var mine = await db
                .PollAnswers.Where(a => a.PersonId == Invitee.PersonId && slots.Contains(a.SlotId))
                .ToDictionaryAsync(a => a.SlotId, a => a.Reply, ct);
            var isDecided = access.Meeting.Status == MeetingStatus.Confirmed;
            return new View(
                caller.Network!.Name,
                Own[0].Name,
                [
                    .. Own.Select(s => new OwnPlace(
                        access.Members.First(m => m.Organisation.Id == s.OrganisationId).Organisation.Name,
                        s.Function
                    )),
                ],
                access.Meeting.Form,
                access.Meeting.Number,
                [.. access.Members.Select(m => m.Organisation.Name)],
                poll.DeadlineAt,
                poll.IsOpen(now),
                isDecided ? access.Meeting.StartsAt : null,
                isDecided ? access.Meeting.EndsAt : null,
                Invitee.AnsweredAt,
                [
                    .. poll
                        .Slots.OrderBy(s => s.StartsAt)
                        .ThenBy(s => s.EndsAt)
                        .Select(s => new OwnSlot(
                            s.Id,
                            s.StartsAt,
                            s.EndsAt,
                            mine.TryGetValue(s.Id, out var reply) ? reply : null
                        )),
                ]
            );
        }
    }

    /// <summary>
    /// Finds whom a link was sent to in whichever network it is, and enters that network: the link is its holder's right to.
    /// Null when there is no such link, it was replaced by a later one, or her place where they meet has ended.
    /// </summary>
    private static async Task<Found?> FindAsync(AppDb db, Caller caller, string token, CancellationToken ct)
    {
        var hash = Invitation.Hash(token);
        var found = await (
            from i in db.PollInvitees.IgnoreQueryFilters([AppDb.TenantFilter])
            where i.TokenHash == hash
            join p in db.Polls on i.PollId equals p.Id
            join n in db.Networks on i.NetworkId equals n.Id
            select new
            {
                i.PersonId,
                p.MeetingId,
                Network = n,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        caller.Enter(found.Network);
        var sheet = await PollSheet.LoadAsync(db, (await MeetingAccess.LoadAsync(db, caller, found.MeetingId, ct))!, ct);
        var own = sheet.People.Where(p => p.PersonId == found.PersonId).ToList();
        return own.Count == 0 ? null : new Found(sheet, sheet.Poll!.Invitees.Single(i => i.PersonId == found.PersonId), own);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        var poll = api.MapGroup("/polls/{token}").AllowAnonymous().WithTags("Meetings");
        poll.MapGet("", async (string token, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(token), ct)).Answer(show)
            )
            .WithName("viewPollByLink")
            .WithSummary("What is asked of the one whom the link in a mail was sent to: the times, and her own answers.")
            .Produces<View>();
        poll.MapPut("", async (string token, AnswerPoll.Body body, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(token, body.Given), ct)).Answer(show)
            )
            .WithSummary(
                "Answers as the one whom the link was sent to: yes, ifNeedBe or no to each time. Times left out stay as they were."
            )
            .Produces<View>();
    }
}
