using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>
/// Answers a survey by a link of one's own, without signing in: in parts, and again until it closes. That she has answered
/// and what are saved in one transaction, and nothing saved tells which belongs to which.
/// </summary>
public static class AnswerSurvey
{
    public static readonly Refusal Unknown = new(RefusalKind.NotFound, "SurveyLinkUnknown", null);

    /// <summary>What is asked, for the holder of the link. Reading changes nothing.</summary>
    public sealed record Query(string Token) : IUse<View>, IOpenToAll;

    /// <param name="NetworkName">The network's name.</param>
    /// <param name="CohortName">The cohort's name.</param>
    /// <param name="Name">Her own name.</param>
    /// <param name="Occasion">The occasion's key.</param>
    /// <param name="ClosesAt">Until when it can be answered.</param>
    /// <param name="IsOpen">True while it can.</param>
    /// <param name="IsSent">True when she has sent her answers.</param>
    /// <param name="Form">What is asked.</param>
    /// <param name="Answers">What she has answered so far, by question.</param>
    /// <param name="Version">The version of all her answers, for If-Match.</param>
    public sealed record View(
        string NetworkName,
        string CohortName,
        string Name,
        string Occasion,
        DateTimeOffset ClosesAt,
        bool IsOpen,
        bool IsSent,
        SurveyForm Form,
        IReadOnlyList<Given> Answers,
        int Version
    );

    /// <summary>An answer as it is given and read.</summary>
    /// <param name="Question">The question's key.</param>
    /// <param name="Values">The numbers chosen.</param>
    /// <param name="Text">What is written.</param>
    /// <param name="Version">
    /// Read: the version of the answer. Given: the version of the one that it is made of; null replaces whatever stands there.
    /// </param>
    public sealed record Given(string? Question, IReadOnlyList<int>? Values = null, string? Text = null, int? Version = null)
    {
        internal SurveyAnswer Answer =>
            new()
            {
                Question = Question ?? "",
                Values = [.. Values ?? []],
                Text = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
            };
    }

    /// <param name="Token">The link's secret.</param>
    /// <param name="Answers">
    /// All her answers; questions left out are unanswered. Those that carry a version change only what differs from it.
    /// </param>
    /// <param name="Send">True to send them, false to keep a draft of them.</param>
    /// <param name="Version">
    /// The version of all her answers that these are made of; null when each carries its own, or to replace them whatever they
    /// are.
    /// </param>
    public sealed record Command(string Token, IReadOnlyList<Given> Answers, bool Send, int? Version) : IUse<View>, IOpenToAll;

    internal sealed class QueryHandler(
        AppDb db,
        Caller caller,
        SurveySecrets secrets,
        SurveyForms forms,
        InstrumentCatalogue instruments,
        TimeProvider time
    ) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct) =>
            await Found.LoadAsync(db, caller, secrets, forms, instruments, request.Token, ct) is { } found
                ? found.View(caller, time.GetUtcNow())
                : Unknown;
    }

    internal sealed class Handler(
        AppDb db,
        Caller caller,
        SurveySecrets secrets,
        SurveyForms forms,
        InstrumentCatalogue instruments,
        TimeProvider time
    ) : IRequestHandler<Command, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Command request, CancellationToken ct)
        {
            if (await Found.LoadAsync(db, caller, secrets, forms, instruments, request.Token, ct) is not { } found)
            {
                return Unknown;
            }

            var now = time.GetUtcNow();
            if (!found.Survey.IsOpen(now))
            {
                return Refusal.Conflict("SurveyClosed", found.Survey.ClosesAt);
            }

            var answers = request.Answers.Select(a => a.Answer).ToList();
            var wrong = found.Form.Check(answers).ToList();
            if (answers.GroupBy(a => a.Question).FirstOrDefault(g => g.Count() > 1) is { } twice)
            {
                wrong.Add(Refusal.Invalid("SurveyChoiceUnknown", twice.Key));
            }

            if (wrong.Count == 0 && request.Send && answers.TrueForAll(a => a.IsEmpty))
            {
                wrong.Add(Refusal.Invalid("SurveyNothingAnswered", found.Form.Questions.First().Key));
            }

            if (wrong.Count > 0)
            {
                return wrong;
            }

            var conflicts = found.Response.Merge(
                [.. answers.Zip(request.Answers, (answer, given) => (answer, given.Version))],
                out var merged
            );
            if (conflicts.Count > 0)
            {
                return (List<Refusal>)[.. Refusal.Stale(true), .. conflicts.Select(found.HoldsNow)];
            }

            if (request.Version is { } version && version != found.Response.Version)
            {
                return Refusal.Stale(true);
            }

            found.Response.Write(merged);
            if (request.Send)
            {
                found.Response.IsSent = true;
                found.Invitee.RespondedAt ??= now;
            }

            await db.SaveChangesAsync(ct);
            return found.View(caller, now);
        }
    }

    /// <summary>Whose a link is, and what it leads to.</summary>
    private sealed record Found(
        Survey Survey,
        SurveyInvitee Invitee,
        SurveyResponse Response,
        SurveyForm Form,
        string CohortName,
        string Occasion,
        string Name
    )
    {
        /// <summary>Finds it in whichever network it is, and enters that network: the link is its holder's right to.</summary>
        public static async Task<Found?> LoadAsync(
            AppDb db,
            Caller caller,
            SurveySecrets secrets,
            SurveyForms forms,
            InstrumentCatalogue instruments,
            string token,
            CancellationToken ct
        )
        {
            if (secrets.Read(token) is not { } link)
            {
                return null;
            }

            var network = await (
                from i in db.SurveyInvitees.IgnoreQueryFilters([AppDb.TenantFilter])
                where i.SurveyId == link.Survey && i.PersonId == link.Person
                join n in db.Networks on i.NetworkId equals n.Id
                select n
            )
                .AsNoTracking()
                .SingleOrDefaultAsync(ct);
            if (network is null)
            {
                return null;
            }

            caller.Enter(network);
            var row = await (
                from s in db.Surveys
                where s.Id == link.Survey
                join i in db.SurveyInvitees on s.Id equals i.SurveyId
                where i.PersonId == link.Person
                join x in db.SurveySeries on s.SeriesId equals x.Id
                join c in db.Cohorts on x.CohortId equals c.Id
                join o in db.Occasions on s.OccasionId equals o.Id
                join p in db.Users on i.PersonId equals p.Id
                select new
                {
                    Survey = s,
                    Invitee = i,
                    Series = x,
                    CohortName = c.Name,
                    c.Instrument,
                    Occasion = o.Key,
                    p.Name,
                }
            ).SingleAsync(ct);
            var pseudonym = secrets.PseudonymOf(row.Series, link.Person);
            var response = await db.SurveyResponses.SingleAsync(r => r.SurveyId == link.Survey && r.Pseudonym == pseudonym, ct);
            return new Found(
                row.Survey,
                row.Invitee,
                response,
                forms[row.Series.Form].For(instruments[row.Instrument]),
                row.CohortName,
                row.Occasion,
                row.Name
            );
        }

        public View View(Caller caller, DateTimeOffset now) =>
            new(
                caller.Network!.Name,
                CohortName,
                Name,
                Occasion,
                Survey.ClosesAt,
                Survey.IsOpen(now),
                Response.IsSent,
                Form,
                [.. Response.Answers.Select(a => new Given(a.Question, a.Values, a.Text, a.Version))],
                Response.Version
            );

        /// <summary>Tells what she has answered somewhere else, in the words of the form.</summary>
        public Refusal HoldsNow(SurveyAnswer answer)
        {
            var question = Form.Questions.First(q => q.Key == answer.Question);
            return Refusal.HoldsNow(
                answer.Question,
                answer.Text
                    ?? (object)question.Choices.Where(c => answer.Values.Contains(c.Value)).Select(c => c.Label).ToList<object>()
            );
        }
    }

    /// <param name="Answers">All answers.</param>
    /// <param name="Send">True to send them.</param>
    public sealed record Body(IReadOnlyList<Given?>? Answers, bool Send);

    private static IResult WithVersion(this View view, HttpContext http)
    {
        http.Response.SetVersion(view.Version);
        return Results.Ok(view);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        var survey = api.MapGroup("/surveys/{token}").AllowAnonymous().WithTags("Surveys");
        survey
            .MapGet("", async (string token, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(token), ct)).Answer(show, view => view.WithVersion(http))
            )
            .WithName("viewSurveyByLink")
            .WithSummary("What is asked of the one whom the link in a mail was sent to, and her own answers so far.")
            .Produces<View>();
        survey
            .MapPut("", async (string token, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
            {
                var command = new Command(
                    token,
                    [.. (body.Answers ?? []).Select(a => a ?? new Given(null))],
                    body.Send,
                    http.Request.ReadSharedVersion()
                );
                return await (await mediator.Send(command, ct)).AnswerAsync(
                    show,
                    view => view.WithVersion(http),
                    async () => (await mediator.Send(new Query(token), ct)).Value,
                    body
                );
            })
            .WithSummary(
                "Replaces the answers of the one whom the link was sent to, as a draft or sent. As often as she wants until the survey closes. "
                    + "With If-Match, or with the version of each answer, refuses what is made of older ones."
            )
            .Produces<View>();
    }
}
