using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Mails;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Chooses by the link at the foot of a mail, without signing in. The link is the right to choose as the one that it was
/// written to, and to nothing else.
/// </summary>
public static class ChooseMailsByLink
{
    private static readonly Refusal Unknown = new(RefusalKind.NotFound, "MailLinkUnknown", null);

    /// <summary>What she has chosen. Reading changes nothing.</summary>
    public sealed record Query(string Token) : IUse<ViewMailChoices.View>, IOpenToAll;

    /// <param name="Token">The link's secret.</param>
    /// <param name="Pace">How often.</param>
    /// <param name="Topics">What she wants mail about.</param>
    /// <param name="Version">The version of the choices that these are made of.</param>
    public sealed record Command(string Token, MailPace? Pace, IReadOnlyList<MailTopic> Topics, int? Version)
        : IUse<ViewMailChoices.View>,
            IOpenToAll;

    /// <summary>Wants no more mail about one topic: what a mail program's own button sends.</summary>
    public sealed record Stop(string Token, MailTopic Topic) : IUse<ViewMailChoices.View>, IOpenToAll;

    internal sealed class QueryHandler(Finder finder) : IRequestHandler<Query, Outcome<ViewMailChoices.View>>
    {
        public Task<Outcome<ViewMailChoices.View>> Handle(Query request, CancellationToken ct) =>
            finder.ActAsync(request.Token, null, ct);
    }

    internal sealed class Handler(Finder finder) : IRequestHandler<Command, Outcome<ViewMailChoices.View>>
    {
        public Task<Outcome<ViewMailChoices.View>> Handle(Command request, CancellationToken ct) =>
            finder.ActAsync(request.Token, loaded => loaded.Choose(request.Pace, request.Topics, request.Version), ct);
    }

    internal sealed class StopHandler(Finder finder) : IRequestHandler<Stop, Outcome<ViewMailChoices.View>>
    {
        public Task<Outcome<ViewMailChoices.View>> Handle(Stop request, CancellationToken ct) =>
            finder.ActAsync(
                request.Token,
                loaded =>
                {
                    loaded.Choices.Decline(request.Topic);
                    return [];
                },
                ct
            );
    }

    /// <summary>Finds whose link it is and enters her network in her name.</summary>
    internal sealed class Finder(AppDb db, Caller caller, MailChoiceLinks links, TimeProvider time)
    {
        public async Task<Outcome<ViewMailChoices.View>> ActAsync(
            string token,
            Func<LoadedMailChoices, IReadOnlyList<Refusal>>? choose,
            CancellationToken ct
        )
        {
            if (
                links.Read(token) is not var (id, person)
                || await db.Networks.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, ct) is not { } network
            )
            {
                return Unknown;
            }

            caller.Enter(network);
            if (await LoadedMailChoices.LoadAsync(db, person, ct) is not { } loaded)
            {
                return Unknown;
            }

            if (choose is not null)
            {
                var wrong = choose(loaded);
                if (wrong.Count > 0)
                {
                    return wrong.ToList();
                }

                // The trail tells whose link it was, whoever is signed in.
                var signedIn = (caller.PersonId, caller.PersonName);
                caller.ActAs(person, loaded.Name);
                await loaded.SaveAsync(db, time.GetUtcNow(), ct);
                caller.ActAs(signedIn.PersonId, signedIn.PersonName);
            }

            return loaded.View(caller);
        }
    }
}
