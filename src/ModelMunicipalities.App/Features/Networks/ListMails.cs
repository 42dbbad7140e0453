using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>Which of the network's mails are shown.</summary>
public enum MailFilter
{
    /// <summary>Due, or put off.</summary>
    Waiting,

    /// <summary>For their readers' digests.</summary>
    Held,

    /// <summary>By themselves or in a digest.</summary>
    Sent,

    /// <summary>Not tried again.</summary>
    GivenUp,

    /// <summary>Nobody knows whether they arrived.</summary>
    Uncertain,

    /// <summary>Not wanted by their readers.</summary>
    Declined,
}

/// <summary>The network's outgoing mail: to whom, about what and how far; never what it says.</summary>
public static class ListMails
{
    /// <param name="Filter">Which; null for all.</param>
    /// <param name="To">A part of the address; null for any.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="PageSize">How many.</param>
    public sealed record Query(MailFilter? Filter, string? To, int Page, int PageSize = 50) : IUse<View>, IRequireCoordinator;

    /// <param name="Waiting">Mails on their way.</param>
    /// <param name="GivenUp">Mails that are not tried again.</param>
    /// <param name="Uncertain">Mails that may have arrived or not.</param>
    /// <param name="Mails">Those asked for, newest first.</param>
    public sealed record View(int Waiting, int GivenUp, int Uncertain, Listing<Line> Mails);

    /// <param name="Id">The mail's identity.</param>
    /// <param name="To">The address.</param>
    /// <param name="Subject">The subject.</param>
    /// <param name="Topic">What it is about.</param>
    /// <param name="State">How far it has come.</param>
    /// <param name="CreatedAt">When it was written.</param>
    /// <param name="DeliveredAt">When it was sent.</param>
    /// <param name="DueAt">Not before this it is tried; null for at once, and for one that is tried no more.</param>
    /// <param name="Tries">How often it was put off.</param>
    /// <param name="Fault">Why it has not been sent.</param>
    /// <param name="Said">What the mail server said.</param>
    public sealed record Line(
        int Id,
        string To,
        string Subject,
        MailTopic Topic,
        MailState State,
        DateTimeOffset CreatedAt,
        DateTimeOffset? DeliveredAt,
        DateTimeOffset? DueAt,
        int Tries,
        MailFault Fault,
        string? Said
    );

    internal sealed class Handler(AppDb db, Caller caller) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var mine = db.OutgoingMails.Where(m => m.NetworkId == caller.NetworkId);
            var counts = await mine.Where(m => m.State != MailState.Sent)
                .GroupBy(m => m.State)
                .Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
            var asked = request.Filter is { } filter ? mine.Where(m => States(filter).Contains(m.State)) : mine;
            if (request.To?.Trim() is { Length: > 0 } to)
            {
                asked = asked.Where(m => m.To.Contains(to));
            }

            return new View(
                counts.GetValueOrDefault(MailState.Written) + counts.GetValueOrDefault(MailState.Waiting),
                counts.GetValueOrDefault(MailState.GivenUp),
                counts.GetValueOrDefault(MailState.Uncertain),
                await Listing<Line>.OfAsync(
                    asked
                        .OrderByDescending(m => m.Id)
                        .Select(m => new Line(
                            m.Id,
                            m.To,
                            m.Subject,
                            m.Topic,
                            m.State,
                            m.CreatedAt,
                            m.DeliveredAt,
                            m.State == MailState.Waiting || m.State == MailState.Held ? m.DueAt : null,
                            m.Tries,
                            m.Fault,
                            m.FaultSaid
                        )),
                    request.Page,
                    request.PageSize,
                    ct
                )
            );
        }

        private static MailState[] States(MailFilter filter) =>
            filter switch
            {
                MailFilter.Waiting => [MailState.Written, MailState.Waiting],
                MailFilter.Held => [MailState.Held],
                MailFilter.Sent => [MailState.Sent, MailState.Gathered],
                MailFilter.GivenUp => [MailState.GivenUp],
                MailFilter.Uncertain => [MailState.Uncertain],
                _ => [MailState.Declined],
            };
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet(
                "/mails",
                async (
                    Choice<MailFilter>? filter,
                    string? to,
                    int? page,
                    int? pageSize,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Query(filter?.Value, to, page ?? 1, pageSize ?? Listing.UsualPage), ct)).Answer(show)
            )
            .WithTags("Networks")
            .WithSummary("The network's outgoing mail: to whom, about what and how far, never what it says. For the coordinator.")
            .Produces<View>();
}
