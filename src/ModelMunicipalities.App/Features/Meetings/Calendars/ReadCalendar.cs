using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// What a calendar program fetches by its secret address: every meeting that a person is called to in one network, whatever
/// the cohort, cancelled ones too. The coordinator has those of whole cohorts.
/// </summary>
public static class ReadCalendar
{
    private static readonly Refusal Unknown = new(RefusalKind.NotFound, "CalendarUnknown", null);

    private static readonly Refusal Gone = Refusal.Conflict("CalendarGone");

    public sealed record Query(string Token) : IUse<string>, IOpenToAll;

    internal sealed class Handler(AppDb db, Caller caller, MeetingCalendars calendars) : IRequestHandler<Query, Outcome<string>>
    {
        public async Task<Outcome<string>> Handle(Query request, CancellationToken ct)
        {
            // In whichever network it is: the address is its holder's right to the meetings that it lists, and to nothing else.
            var hash = Invitation.Hash(request.Token);
            var found = await (
                from f in db.CalendarFeeds.IgnoreQueryFilters([AppDb.TenantFilter])
                where f.TokenHash == hash
                join n in db.Networks on f.NetworkId equals n.Id
                join p in db.Users on f.PersonId equals p.Id
                select new
                {
                    Feed = f,
                    Network = n,
                    p.Language,
                }
            )
                .AsNoTracking()
                .SingleOrDefaultAsync(ct);
            if (found is null)
            {
                return Unknown;
            }

            caller.Enter(found.Network);
            var places = await db
                .Memberships.Where(m =>
                    m.PersonId == found.Feed.PersonId
                    && m.EndedAt == null
                    && (m.OrganisationId != null || m.Role == NetworkRole.Coordinator)
                )
                .Select(m => m.OrganisationId)
                .ToListAsync(ct);
            if (found.Feed.RevokedAt is not null || places.Count == 0)
            {
                return Gone;
            }

            var meetings = await MeetingsAsync([.. places.OfType<int>()], places.Contains(null), ct);
            return Languages.In(found.Language, () => calendars.Published(meetings, Texts.CalendarName(found.Network.Name)));
        }

        private Task<List<NamedMeeting>> MeetingsAsync(List<int> organisations, bool ofWholeCohorts, CancellationToken ct) =>
            (
                from m in db.Meetings
                where
                    m.StartsAt != null
                    && (m.Status == MeetingStatus.Confirmed || (m.Status == MeetingStatus.Cancelled && m.CalledAt != null))
                where
                    (ofWholeCohorts && m.GroupId == null)
                    || db.Participations.Any(p =>
                        p.CohortId == m.CohortId
                        && p.WithdrawnAt == null
                        && organisations.Contains(p.OrganisationId)
                        && (m.GroupId == null || p.GroupId == m.GroupId)
                    )
                join c in db.Cohorts on m.CohortId equals c.Id
                join g in db.Groups on m.GroupId equals g.Id into groups
                from g in groups.DefaultIfEmpty()
                join o in db.Organisations on m.HostId equals o.Id into hosts
                from o in hosts.DefaultIfEmpty()
                join t in db.MeetingTools on m.ToolId equals t.Id into tools
                from t in tools.DefaultIfEmpty()
                orderby m.StartsAt, m.Id
                select new NamedMeeting(m, c.Name, g!.Name, o!.Name, t!.Name)
            )
                .AsNoTracking()
                .ToListAsync(ct);
    }

    public static void MapPortal(IEndpointRouteBuilder portal) =>
        portal
            .MapGet(Links.CalendarFeed("{token}"), async (string token, IMediator mediator, CancellationToken ct) =>
            {
                var outcome = await mediator.Send(new Query(token), ct);
                return outcome.Ok
                    ? Results.Text(outcome.Value, ExportMeeting.CalendarType, Encoding.UTF8)
                    // What reads this is a program: plain text, and a status that tells it to give up.
                    : Results.Text(
                        InBoth(outcome.Refusals[0]),
                        "text/plain",
                        Encoding.UTF8,
                        outcome.Refusals[0] == Gone ? StatusCodes.Status410Gone : StatusCodes.Status404NotFound
                    );
            })
            .AllowAnonymous()
            .ExcludeFromDescription();

    private static string InBoth(Refusal refusal) =>
        string.Join("\n", new[] { "sv", "en" }.Select(language => Languages.In(language, () => refusal.Sentence(arg => arg))));
}
