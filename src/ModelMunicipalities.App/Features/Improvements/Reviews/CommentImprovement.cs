using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>
/// Says something to an improvement: its group, the mentor, the coordinator, and its own organisation in answer.
/// </summary>
public static class CommentImprovement
{
    /// <summary>What one person says again within so many minutes is said once.</summary>
    private const int MinutesOfOne = 10;

    /// <summary>Alone, so that a button pressed twice says it once.</summary>
    public sealed record Command(string Cohort, string Organisation, int Improvement, string? Text)
        : IUse<Said>,
            IRequireImprovementReader,
            IAlone;

    /// <param name="Id">The comment.</param>
    public sealed record Said(int Id);

    internal sealed class Handler(AppDb db, ImprovementReaderGuard guard, Caller caller, Letters letters, TimeProvider time)
        : IRequestHandler<Command, Outcome<Said>>
    {
        public async Task<Outcome<Said>> Handle(Command request, CancellationToken ct)
        {
            var access = guard.For(request);
            if (access.Participation.WhyNotImprove(access.Cohort) is { } why)
            {
                return why;
            }

            var now = time.GetUtcNow();
            var comment = new ImprovementComment
            {
                ImprovementId = access.Improvement.Id,
                PersonId = caller.PersonId,
                OrganisationId = await SpeaksForAsync(access, ct),
                Text = "",
                At = now,
            };
            if (comment.Say(request.Text) is { } refusal)
            {
                return refusal;
            }

            var since = now.AddMinutes(-MinutesOfOne);
            var said = await db
                .ImprovementComments.Where(c =>
                    c.ImprovementId == access.Improvement.Id
                    && c.PersonId == caller.PersonId
                    && c.At > since
                    && c.Text == comment.Text
                )
                .Select(c => (int?)c.Id)
                .FirstOrDefaultAsync(ct);
            if (said is { } id)
            {
                return new Said(id);
            }

            db.ImprovementComments.Add(comment);
            db.Trail("ImprovementCommented", now, access.Organisation.Id, detail: access.Improvement.Title);
            await WriteAsync(access, comment, ct);
            await db.SaveChangesAsync(ct);
            await db.Database.CommitTransactionAsync(ct);
            return new Said(comment.Id);
        }

        /// <summary>
        /// The organisation that she speaks for: the improvement's own, else hers in the group; null for the coordinator.
        /// </summary>
        private async Task<int?> SpeaksForAsync(ImprovementAccess access, CancellationToken ct)
        {
            if (access.Part == ImprovementPart.Own)
            {
                return access.Organisation.Id;
            }

            var mine = caller.Places.Where(p => p.OrganisationId is not null).Select(p => p.OrganisationId!.Value).ToList();
            return access.Participation.GroupId is not { } group || mine.Count == 0
                ? null
                : await db
                    .Participations.Where(p => p.GroupId == group && p.WithdrawnAt == null && mine.Contains(p.OrganisationId))
                    .Select(p => (int?)p.OrganisationId)
                    .FirstOrDefaultAsync(ct);
        }

        private async Task WriteAsync(ImprovementAccess access, ImprovementComment comment, CancellationToken ct)
        {
            var organisation = new[] { access.Organisation.Id };
            var to = await letters.PeopleOfAsync(organisation, ct, Function.KeyPerson);
            if (access.Improvement.OwnerId is { } owner && to.All(r => r.PersonId != owner))
            {
                to = [.. to, .. (await letters.PeopleOfAsync(organisation, ct)).Where(r => r.PersonId == owner)];
            }

            var from = comment.OrganisationId is { } id
                ? await db.Organisations.Where(o => o.Id == id).Select(o => o.Name).SingleAsync(ct)
                : null;
            letters.Send(
                MailTopic.Improvement,
                to,
                () => Texts.Mail_ImprovementSaidSubject(access.Improvement.Title),
                _ =>
                    [
                        from is null
                            ? Texts.Mail_ImprovementSaidCoordinator(caller.PersonName, access.Improvement.Title)
                            : Texts.Mail_ImprovementSaid(caller.PersonName, from, access.Improvement.Title),
                        comment.Text,
                        Texts.Mail_ImprovementSaidAnswer,
                        letters.To(
                            Links.Improvement(
                                caller.Network!.Slug,
                                access.Cohort.Slug,
                                access.Organisation.Slug,
                                access.Improvement.Id
                            ) + "#comments"
                        ),
                    ],
                gather: true
            );
        }
    }

    public sealed record Body(string? Text);

    public static void Map(IEndpointRouteBuilder improvement) =>
        improvement
            .MapPost(
                "/comments",
                async (
                    string cohort,
                    string organisation,
                    int improvement,
                    Body body,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Command(cohort, organisation, improvement, body.Text), ct)).Answer(show, said =>
                        Results.Created((string?)null, said)
                    )
            )
            .WithSummary(
                "Says something to an improvement, and tells its key person and its owner. For its organisation, its group and the coordinator."
            )
            .Produces<Said>(StatusCodes.Status201Created);
}
