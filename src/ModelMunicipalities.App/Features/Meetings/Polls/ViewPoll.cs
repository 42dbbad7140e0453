using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// The poll of a meeting: the times in order of how well they suit, and what everybody who is to meet has said.
/// </summary>
public static class ViewPoll
{
    public sealed record Query(int Id) : IUse<View>, IRequireMeetingMember;

    /// <param name="Meeting">The meeting.</param>
    /// <param name="Plans">True when the reader plans it.</param>
    /// <param name="MayAnswer">True when the reader is to be there herself.</param>
    /// <param name="OpenedAt">When the question was put.</param>
    /// <param name="Deadline">By when answers are asked for.</param>
    /// <param name="ClosedAt">When it was closed; null before.</param>
    /// <param name="IsOpen">True while answers are taken.</param>
    /// <param name="Version">Counts the changes of times and deadline.</param>
    /// <param name="Slots">The times, the one that suits best first.</param>
    /// <param name="People">Everybody who is to meet, by organisation and function.</param>
    /// <param name="Vacant">The functions that nobody has.</param>
    /// <param name="Asked">How many are asked.</param>
    /// <param name="Answered">How many of them have said something.</param>
    /// <param name="NotAsked">How many have come since and are not asked yet.</param>
    public sealed record View(
        MeetingLine Meeting,
        bool Plans,
        bool MayAnswer,
        DateTimeOffset OpenedAt,
        DateTimeOffset Deadline,
        DateTimeOffset? ClosedAt,
        bool IsOpen,
        int Version,
        IReadOnlyList<Slot> Slots,
        IReadOnlyList<Person> People,
        IReadOnlyList<Lack> Vacant,
        int Asked,
        int Answered,
        int NotAsked
    )
    {
        /// <summary>The times in order of time.</summary>
        public IEnumerable<Slot> ByTime() => Slots.OrderBy(s => s.StartsAt).ThenBy(s => s.EndsAt);
    }

    /// <param name="Id">The time's identity.</param>
    /// <param name="StartsAt">When it starts.</param>
    /// <param name="EndsAt">When it ends.</param>
    /// <param name="IsComplete">True when every organisation could be represented by all three functions.</param>
    /// <param name="Incomplete">The organisations that could not.</param>
    /// <param name="Yes">How many can come.</param>
    /// <param name="IfNeedBe">How many can come if need be.</param>
    /// <param name="No">How many cannot.</param>
    /// <param name="Unanswered">How many have not said.</param>
    /// <param name="Mine">What the reader has said; null when nothing.</param>
    public sealed record Slot(
        int Id,
        DateTimeOffset StartsAt,
        DateTimeOffset EndsAt,
        bool IsComplete,
        IReadOnlyList<Lack> Incomplete,
        int Yes,
        int IfNeedBe,
        int No,
        int Unanswered,
        PollReply? Mine
    );

    /// <summary>An organisation and the functions that it lacks.</summary>
    public sealed record Lack(string Organisation, string Name, IReadOnlyList<Function> Functions);

    /// <param name="Name">Her name.</param>
    /// <param name="Organisation">Her organisation's name; one of them when she is in several.</param>
    /// <param name="Functions">Her functions there.</param>
    /// <param name="IsMe">True for the reader.</param>
    /// <param name="AnsweredAt">When she last answered.</param>
    /// <param name="Replies">What she has said, by the time's identity.</param>
    public sealed record Person(
        string Name,
        string Organisation,
        IReadOnlyList<Function> Functions,
        bool IsMe,
        DateTimeOffset? AnsweredAt,
        IReadOnlyDictionary<int, PollReply> Replies
    );

    internal sealed class Handler(AppDb db, MeetingMemberGuard guard, Caller caller, TimeProvider time)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var sheet = await PollSheet.LoadAsync(db, guard.For(request), ct);
            var access = sheet.Access;
            if (sheet.Poll is not { } poll)
            {
                return PollSheet.NoPoll;
            }

            var answers = await sheet.AnswersAsync(db, ct);
            var organisations = access.Members.ToDictionary(m => m.Organisation.Id, m => m.Organisation);
            Lack LackOf(int organisation, IReadOnlyList<Function> functions) =>
                new(organisations[organisation].Slug, organisations[organisation].Name, functions);
            var ranking = SlotRanking.Of(
                poll.Slots,
                organisations.Keys,
                [.. sheet.People.Select(p => new AskedFunction(p.PersonId, p.OrganisationId, p.Function))],
                answers
            );
            var mine = answers.Where(a => a.PersonId == caller.PersonId).ToDictionary(a => a.SlotId, a => a.Reply);
            var asked = sheet.Asked().ToList();
            return new View(
                await db.Meetings.Where(m => m.Id == request.Id).Select(MeetingLine.From(db)).SingleAsync(ct),
                access.Part == MeetingPart.Planner,
                sheet.People.Any(p => p.PersonId == caller.PersonId),
                poll.OpenedAt,
                poll.DeadlineAt,
                poll.ClosedAt,
                poll.IsOpen(time.GetUtcNow()),
                poll.Version,
                [
                    .. ranking.Select(r => new Slot(
                        r.Slot.Id,
                        r.Slot.StartsAt,
                        r.Slot.EndsAt,
                        r.IsComplete,
                        [
                            .. InOrder(r.Incomplete.Select(i => (i.OrganisationId, i.Lacks)))
                                .Select(i => LackOf(i.Organisation, i.Functions)),
                        ],
                        r.Yes,
                        r.IfNeedBe,
                        r.No,
                        r.Unanswered,
                        mine.TryGetValue(r.Slot.Id, out var reply) ? reply : null
                    )),
                ],
                People(sheet, answers),
                [
                    .. InOrder(
                            organisations.Keys.Select(o =>
                                (
                                    o,
                                    (IReadOnlyList<Function>)
                                        [
                                            .. Assessment.Functions.Where(f =>
                                                !sheet.People.Any(p => p.OrganisationId == o && p.Function == f)
                                            ),
                                        ]
                                )
                            )
                        )
                        .Where(i => i.Functions.Count > 0)
                        .Select(i => LackOf(i.Organisation, i.Functions)),
                ],
                asked.Count,
                asked.Count(a => a.Invitee.AnsweredAt is not null),
                sheet.NotAsked().Count()
            );

            // The mentor first, then by name, as those who meet are listed everywhere.
            IEnumerable<(int Organisation, IReadOnlyList<Function> Functions)> InOrder(
                IEnumerable<(int Organisation, IReadOnlyList<Function> Functions)> lacks
            ) => lacks.OrderBy(l => access.Members.Index().First(m => m.Item.Organisation.Id == l.Organisation).Index);
        }

        private IReadOnlyList<Person> People(PollSheet sheet, List<PollAnswer> answers)
        {
            var replies = answers.ToLookup(a => a.PersonId);
            var invitees = sheet.Poll!.Invitees.ToDictionary(i => i.PersonId);
            return
            [
                .. from member in sheet.Access.Members
                from places in sheet.People.Where(p => p.OrganisationId == member.Organisation.Id).GroupBy(p => p.PersonId)
                select new Person(
                    places.First().Name,
                    member.Organisation.Name,
                    [.. places.Select(s => s.Function)],
                    places.Key == caller.PersonId,
                    invitees.GetValueOrDefault(places.Key)?.AnsweredAt,
                    replies[places.Key].ToDictionary(a => a.SlotId, a => a.Reply)
                ),
            ];
        }
    }

    /// <summary>The view with its version as the answer's tag.</summary>
    internal static IResult WithVersion(this View view, HttpContext http)
    {
        http.Response.SetVersion(view.Version);
        return Results.Ok(view);
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet(
                "/meetings/{id:int}/poll",
                async (int id, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(id), ct)).Answer(show, view => view.WithVersion(http))
            )
            .WithTags("Meetings")
            .WithSummary(
                "The poll of a meeting: the times in order of how well they suit, and what everybody who is to meet has said. For those who are to meet."
            )
            .Produces<View>();
}
