using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>Chooses how often the caller is written to, and what about.</summary>
public static class ChooseMails
{
    /// <param name="Pace">How often.</param>
    /// <param name="Topics">What she wants mail about.</param>
    /// <param name="Version">
    /// The version of the choices that these are made of; null to choose whatever she has chosen before.
    /// </param>
    public sealed record Command(MailPace? Pace, IReadOnlyList<MailTopic> Topics, int? Version)
        : IUse<ViewMailChoices.View>,
            IRequireMember;

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewMailChoices.View>>
    {
        public async Task<Outcome<ViewMailChoices.View>> Handle(Command request, CancellationToken ct)
        {
            var loaded = (await LoadedMailChoices.LoadAsync(db, caller.PersonId, ct))!;
            var wrong = loaded.Choose(request.Pace, request.Topics, request.Version);
            if (wrong.Count > 0)
            {
                return wrong.ToList();
            }

            await loaded.SaveAsync(db, time.GetUtcNow(), ct);
            return loaded.View(caller);
        }
    }

    public sealed record Body(MailPace? Pace, IReadOnlyList<MailTopic>? Topics);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPut("/mail-choices", async (Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                await (
                    await mediator.Send(new Command(body.Pace, body.Topics ?? [], http.Request.ReadSharedVersion()), ct)
                ).AnswerAsync(
                    show,
                    view => view.WithVersion(http),
                    async () => (await mediator.Send(new ViewMailChoices.Query(), ct)).Value,
                    body
                )
            )
            .WithTags("Accounts")
            .WithSummary(
                "Chooses how often the caller is written to, and the topics that she wants. Mails about the account always come, at once. "
                    + "With If-Match, refuses what is made of older choices."
            )
            .Produces<ViewMailChoices.View>();
}
