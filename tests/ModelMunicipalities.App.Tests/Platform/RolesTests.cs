using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>Every route of the API as every sort of caller: what each is answered.</summary>
public class RolesTests : OnOneDatabase
{
    /// <summary>Those who only read or are refused share a network, by the stage that it is in, and are strangers to one.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<Task<TestNetwork>>> Shared = new();

    private const string Table = """
        route                                                        stage      key man pol peer men oth  coo obs guest alien
        GET  /api/v1/catalogue/municipalities                        -          200 200 200 200  200 200  200 200 401   200
        GET  /api/v1/catalogue/regions                               -          200 200 200 200  200 200  200 200 401   200
        GET  /api/v1/me/places                                       -          200 200 200 200  200 200  200 200 401   200
        POST /api/v1/auth/logout                                     -          204 204 204 204  204 204  204 204 401   204
        POST /api/v1/auth/logout-everywhere                          -          204 204 204 204  204 204  204 204 401   204
        POST /api/v1/auth/password                                   -          400 400 400 400  400 400  400 400 401   400
        GET  {n}/trail                                               -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/jobs                                                -          403 403 403 403  403 403  200 403 401   404
        POST {n}/jobs/digests/run                                    -          403 403 403 403  403 403  202 403 401   404
        POST {n}/jobs/digests/pause                                  -          403 403 403 403  403 403  202 403 401   404
        POST {n}/jobs/digests/resume                                 -          403 403 403 403  403 403  202 403 401   404
        GET  {n}/mails                                               -          403 403 403 403  403 403  200 403 401   404
        POST {n}/mails/{e}/resend                                    returned   403 403 403 403  403 403  200 403 401   404
        POST {n}/mails/resend                                        returned   403 403 403 403  403 403  200 403 401   404
        GET  {n}/mail-choices                                        -          200 200 200 200  200 200  200 200 401   404
        PUT  {n}/mail-choices                                        -          200 200 200 200  200 200  200 200 401   404
        GET  {n}/reminders                                           -          403 403 403 403  403 403  200 403 401   404
        PUT  {n}/reminders/meetingTomorrow                           -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/people                                              -          403 403 403 403  403 403  200 403 401   404
        POST {n}/people/invitations                                  -          403 403 403 403  403 403  201 403 401   404
        POST {n}/people/invitations/{v}/answer                       waiting    403 403 403 403  403 403  200 403 401   404
        GET  {n}/organisations/{o}/team                              -          200 200 200 403  403 403  200 403 401   404
        POST {n}/organisations/{o}/team/{f}/invitations              vacant     201 403 403 403  403 403  201 403 401   404
        POST {n}/organisations/{o}/team/{f}/succession               vacant     201 403 403 403  403 403  201 403 401   404
        POST {n}/organisations/{o}/team/{m}/end                      -          200 403 403 403  403 403  200 403 401   404
        POST {n}/organisations/{o}/join-requests/{r}                 asked      200 403 403 403  403 403  200 403 401   404
        PUT  {n}/organisations/{o}/team/domain                       -          403 403 403 403  403 403  200 403 401   404
        POST {n}/reports                                             -          202 202 202 202  202 202  202 202 401   404
        POST {n}/cohorts/{c}/reports                                 -          202 202 202 403  403 403  202 403 401   404
        GET  {n}/cohorts/{c}/reports                                 reported   200 200 200 200  200 200  200 200 401   404
        GET  {n}/reports/{z}                                         reported   200 200 200 404  404 404  200 404 401   404
        GET  {n}/reports/{z}/file                                    reported   200 200 200 404  404 404  200 404 401   404
        POST {n}/reports/{z}/retry                                   failed     204 204 204 404  404 404  204 404 401   404
        POST {n}/join                                                -          202 202 202 202  202 202  202 202 202   202
        GET  {n}/cohorts                                             -          200 200 200 200  200 200  200 200 401   404
        GET  {n}/generations                                         -          200 200 200 200  200 200  200 200 401   404
        POST {n}/cohorts                                             -          403 403 403 403  403 403  201 403 401   404
        GET  {n}/cohorts/{c}/plan                                    planning   403 403 403 403  403 403  200 403 401   404
        PUT  {n}/cohorts/{c}/plan                                    planning   403 403 403 403  403 403  200 403 401   404
        PUT  {n}/cohorts/{c}/criteria                                planning   403 403 403 403  403 403  200 403 401   404
        POST {n}/cohorts/{c}/stage                                   planning   403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/invitations                             invited    403 403 403 403  403 403  200 403 401   404
        POST {n}/cohorts/{c}/invitations                             planning   403 403 403 403  403 403  200 403 401   404
        POST {n}/cohorts/{c}/invitations/contacts                    invited    403 403 403 403  403 403  204 403 401   404
        GET  {n}/cohorts/{c}/pairing/proposals                       proposed   403 403 403 403  403 403  200 403 401   404
        POST {n}/cohorts/{c}/pairing/proposals                       proposed   403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/pairing/proposals/{p}                   proposed   403 403 403 403  403 403  200 403 401   404
        PUT  {n}/cohorts/{c}/pairing/proposals/{p}                   proposed   403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/pairing/proposals/{p}/moves/{o}         proposed   403 403 403 403  403 403  200 403 401   404
        POST {n}/cohorts/{c}/pairing/proposals/{p}/publication       proposed   403 403 403 403  403 403  200 403 401   404
        GET  {n}/meetings/{id}                                       -          200 200 200 200  200 200  200 200 401   404
        GET  {n}/meetings                                            -          200 200 200 200  200 200  200 200 401   404
        GET  {n}/meetings/{id}/poll                                  polled     200 200 200 200  200 403  200 403 401   404
        GET  {n}/meetings/{id}/poll/suggestion                       timeless   200 403 403 200  200 403  200 403 401   404
        POST {n}/meetings/{id}/poll                                  timeless   200 403 403 200  200 403  200 403 401   404
        PUT  {n}/meetings/{id}/poll                                  polled     200 403 403 200  200 403  200 403 401   404
        PUT  {n}/meetings/{id}/poll/answers                          polled     200 200 200 200  200 403  403 403 401   404
        POST {n}/meetings/{id}/poll/reminders                        polled     200 403 403 200  200 403  200 403 401   404
        POST {n}/meetings/{id}/poll/closing                          polled     200 403 403 200  200 403  200 403 401   404
        PUT  {n}/meetings/{id}/host                                  timeless   200 403 403 200  200 403  200 403 401   404
        GET  {n}/cohorts/{c}/meetings/planning                       -          403 403 403 403  403 403  200 403 401   404
        POST {n}/cohorts/{c}/meetings                                -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/meetings/{id}/call                                  -          200 403 403 200  200 403  200 403 401   404
        PUT  {n}/meetings/{id}/call                                  -          200 403 403 200  200 403  200 403 401   404
        POST {n}/meetings/{id}/cancellation                          -          200 403 403 200  200 403  200 403 401   404
        GET  {n}/meetings/{id}/calendar.ics                          -          200 200 200 200  200 403  200 403 401   404
        GET  {n}/calendar                                            -          200 200 200 200  200 200  200 403 401   404
        POST {n}/calendar                                            -          201 201 201 201  201 201  201 403 401   404
        DELETE {n}/calendar                                          -          204 204 204 204  204 204  204 403 401   404
        GET  {n}/meetings/settings                                   -          403 403 403 403  403 403  200 403 401   404
        PUT  {n}/meetings/settings                                   -          403 403 403 403  403 403  200 403 401   404
        POST {n}/meetings/settings/tools                             -          403 403 403 403  403 403  200 403 401   404
        PUT  {n}/meetings/settings/tools/{t}                         tool       403 403 403 403  403 403  200 403 401   404
        DELETE {n}/meetings/settings/tools/{t}                       tool       403 403 403 403  403 403  200 403 401   404
        GET  {n}/meetings/settings/agendas/bm1                       -          403 403 403 403  403 403  200 403 401   404
        PUT  {n}/meetings/settings/agendas/bm1                       -          403 403 403 403  403 403  200 403 401   404
        DELETE {n}/meetings/settings/agendas/bm1                     -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/meetings/{id}/preparation                           -          200 200 200 200  200 403  200 403 401   404
        POST {n}/meetings/{id}/preparation                           -          204 204 204 204  204 403  403 403 401   404
        PUT  {n}/meetings/{id}/agenda                                -          200 403 403 200  200 403  200 403 401   404
        DELETE {n}/meetings/{id}/agenda                              -          200 403 403 200  200 403  200 403 401   404
        POST {n}/meetings/{id}/questions                             -          201 201 201 201  201 403  403 403 401   404
        DELETE {n}/meetings/{id}/questions/{q}                       furnished  204 204 204 403  403 403  403 403 401   404
        POST {n}/meetings/{id}/attachments                           -          201 201 201 201  201 403  201 403 401   404
        GET  {n}/attachments/{a}                                     furnished  200 200 200 200  200 403  200 403 401   404
        DELETE {n}/attachments/{a}                                   furnished  204 204 204 403  403 403  204 403 401   404
        POST {n}/cohorts/{c}/organisations/{o}/improvements/{i}/attachments furnished 201 201 201 403  403 403  403 403 401   404
        GET  {n}/meetings/{id}/pack                                  -          200 200 200 200  200 403  200 403 401   404
        GET  {n}/meetings/{id}/record                                -          200 200 200 200  200 403  200 403 401   404
        PUT  {n}/meetings/{id}/attendance                            -          200 403 403 200  200 403  200 403 401   404
        PUT  {n}/meetings/{id}/notes                                 -          200 403 403 200  200 403  200 403 401   404
        POST {n}/meetings/{id}/decisions                             -          201 403 403 201  201 403  201 403 401   404
        PUT  {n}/meetings/{id}/decisions/{d}                         furnished  204 403 403 204  204 403  204 403 401   404
        DELETE {n}/meetings/{id}/decisions/{d}                       furnished  204 403 403 204  204 403  204 403 401   404
        PUT  {n}/meetings/{id}/feedback                              -          204 204 204 204  204 403  204 403 401   404
        GET  {n}/learning                                            -          200 200 200 200  200 200  200 403 401   404
        GET  {n}/meetings/{id}/improvements                          -          200 200 200 200  200 403  200 403 401   404
        GET  {n}/cohorts/{c}/improvements                            -          200 200 200 200  200 200  200 403 401   404
        GET  {n}/cohorts/{c}/improvements.{format}                   -          200 200 200 200  200 200  200 403 401   404
        GET  {n}/cohorts/{c}/organisations/{o}/improvements          -          200 200 200 200  200 403  200 403 401   404
        GET  {n}/cohorts/{c}/organisations/{o}/improvements.{format} -          200 200 200 200  200 403  200 403 401   404
        POST {n}/cohorts/{c}/organisations/{o}/improvements          -          201 201 201 403  403 403  403 403 401   404
        PUT  {n}/cohorts/{c}/organisations/{o}/sharing               -          200 403 403 403  403 403  403 403 401   404
        GET  {n}/cohorts/{c}/organisations/{o}/improvements/{i}      improved   200 200 200 200  200 403  200 403 401   404
        PUT  {n}/cohorts/{c}/organisations/{o}/improvements/{i}      improved   200 200 200 403  403 403  403 403 401   404
        PUT  {n}/cohorts/{c}/organisations/{o}/improvements/{i}/status     improved 200 200 200 403  403 403  403 403 401   404
        POST {n}/cohorts/{c}/organisations/{o}/improvements/{i}/cycles     improved 200 200 200 403  403 403  403 403 401   404
        PUT  {n}/cohorts/{c}/organisations/{o}/improvements/{i}/cycles/{p} cycled   200 200 200 403  403 403  403 403 401   404
        PUT  {n}/cohorts/{c}/organisations/{o}/improvements/{i}/reviews/{id} improved 200 200 200 200  200 403  200 403 401   404
        POST {n}/cohorts/{c}/organisations/{o}/improvements/{i}/comments   improved 201 201 201 201  201 403  201 403 401   404
        DELETE {n}/cohorts/{c}/organisations/{o}/improvements/{i}/comments/{k} improved 204 403 403 403  403 403  403 403 401   404
        GET  {n}/cohorts/{c}                                         -          200 200 200 200  200 200  200 200 401   404
        GET  {n}/cohorts/{c}/participants                            -          200 200 200 200  200 200  200 200 401   404
        GET  {n}/cohorts/{c}/groups                                  -          200 200 200 200  200 200  200 200 401   404
        GET  {n}/cohorts/{c}/mentors                                 -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/mentor-candidates                       -          403 403 403 403  403 403  200 403 401   404
        POST {n}/cohorts/{c}/mentors                                 -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/mentors/{o}                             -          403 403 403 403  200 403  200 403 401   404
        PUT  {n}/cohorts/{c}/mentors/{o}                             -          403 403 403 403  200 403  200 403 401   404
        POST {n}/cohorts/{c}/mentors/{o}/availability                -          403 403 403 403  200 403  200 403 401   404
        GET  {n}/cohorts/{c}/afterwards                              -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/organisations/{o}/afterwards            -          200 200 200 403  403 403  200 403 401   404
        PUT  {n}/cohorts/{c}/organisations/{o}/afterwards            -          200 200 200 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/organisations/{o}/withdrawal            -          200 200 200 403  403 403  200 403 401   404
        POST {n}/cohorts/{c}/organisations/{o}/withdrawal            -          200 403 403 403  403 403  200 403 401   404
        DELETE {n}/cohorts/{c}/organisations/{o}/withdrawal          left       403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/meetings                                -          200 200 200 200  200 200  200 200 401   404
        POST {n}/cohorts/{c}/meetings/plan                           -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/progress                                -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/benchmark                               -          200 200 200 200  200 200  200 200 401   404
        GET  {n}/surveys                                             -          200 200 200 200  200 200  200 200 401   404
        GET  {n}/cohorts/{c}/surveys                                 -          200 200 200 200  200 200  200 200 401   404
        POST {n}/cohorts/{c}/surveys                                 -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/surveys/{s}/results                     surveyed   200 200 200 200  200 200  200 200 401   404
        GET  {n}/cohorts/{c}/surveys/{s}/results.{format}            surveyed   200 200 200 200  200 200  200 200 401   404
        PUT  {n}/cohorts/{c}/surveys/{s}/closing                     surveyed   403 403 403 403  403 403  200 403 401   404
        POST {n}/cohorts/{c}/surveys/{s}/themes                      surveyed   403 403 403 403  403 403  200 403 401   404
        PUT  {n}/cohorts/{c}/surveys/{s}/themes/{h}                  surveyed   403 403 403 403  403 403  200 403 401   404
        PUT  {n}/cohorts/{c}/surveys/{s}/texts/{w}                   surveyed   403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/mentees                                 -          403 403 403 403  200 403  403 403 401   404
        GET  {n}/cohorts/{c}/organisations/{o}                       -          200 200 200 200  200 403  200 403 401   404
        GET  {n}/cohorts/{c}/organisations/{o}/checklist.{format}    -          200 200 200 200  200 403  200 403 401   404
        GET  {n}/cohorts/{c}/assessments.{format}                    -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/applications                            -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/applications.{format}                   -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/applications/{o}                        -          200 200 200 403  403 403  200 403 401   404
        PUT  {n}/cohorts/{c}/applications/{o}                        open       200 200 200 403  403 403  403 403 401   404
        POST {n}/cohorts/{c}/applications/{o}/submission             draft      200 200 200 403  403 403  403 403 401   404
        POST {n}/cohorts/{c}/applications/{o}/withdrawal             applied    200 200 200 403  403 403  403 403 401   404
        POST {n}/cohorts/{c}/applications/{o}/decision               applied    403 403 403 403  403 403  200 403 401   404
        POST {n}/cohorts/{c}/imports/assessments                     -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/organisations/{o}/assessments/{x}       -          200 200 200 200  200 403  200 403 401   404
        PUT  {n}/cohorts/{c}/organisations/{o}/assessments/{x}/mine        -      200 200 200 403  403 403  403 403 401   404
        POST {n}/cohorts/{c}/organisations/{o}/assessments/{x}/mine/handin scored 200 200 200 403  403 403  403 403 401   404
        DELETE {n}/cohorts/{c}/organisations/{o}/assessments/{x}/mine/handin handed 409 409 409 403  403 403  403 403 401   404
        POST {n}/cohorts/{c}/organisations/{o}/assessments/{x}/functions/{f}/reopening handed 200 403 403 403  403 403  200 403 401   404
        PUT  {n}/cohorts/{c}/organisations/{o}/assessments/{x}/consensus   handed 200 403 403 403  403 403  403 403 401   404
        POST {n}/cohorts/{c}/organisations/{o}/assessments/{x}/submission  agreed 200 403 403 403  403 403  403 403 401   404
        POST {n}/cohorts/{c}/organisations/{o}/assessments/{x}/reopening   done   403 403 403 403  403 403  200 403 401   404
        """;

    private static readonly string[] Callers =
    [
        "key person",
        "manager",
        "politician",
        "group peer",
        "mentor",
        "other group",
        "coordinator",
        "observer",
        "guest",
        "other network",
    ];

    /// <summary>Routes that no token is needed for; they have tests of their own.</summary>
    private static readonly string[] Open =
    [
        "POST /api/v1/auth/login",
        "POST /api/v1/auth/refresh",
        "POST /api/v1/invitations/{token}",
        "GET /api/v1/polls/{token}",
        "PUT /api/v1/polls/{token}",
        "GET /api/v1/surveys/{token}",
        "PUT /api/v1/surveys/{token}",
    ];

    private static readonly TestCaseData[] Rows =
    [
        .. Table
            .Split('\n')
            .Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(cells =>
                new TestCaseData(cells[0], cells[1], cells[2], cells[3..].Select(int.Parse).ToArray()).SetArgDisplayNames(
                    cells[0] + " " + cells[1]
                )
            ),
    ];

    [TestCaseSource(nameof(Rows))]
    public async Task Each_caller_is_answered_as_told(string method, string route, string stage, int[] expected)
    {
        // A caller who changes something does it in a network of her own.
        var answers = await Task.WhenAll(Callers.Zip(expected, async (caller, status) =>
            {
                var changes = method != "GET" && status < 300;
                var network = await (changes ? MakeAsync(stage) : SharedAsync(stage));
                return (caller, (int)(await CallAsync(network, caller, method, route, changes)).Status);
            }));
        answers.ShouldBe(Callers.Zip(expected));
    }

    [Test]
    public void Every_route_of_the_API_is_in_the_table()
    {
        var table = Rows.Select(r =>
            $"{r.Arguments[0]} {r.Arguments[1]!.ToString()!
            .Replace("{n}", "/api/v1/networks/{network}").Replace("/{c}", "/{cohort}").Replace("/{o}", "/{organisation}").Replace("/{x}", "/{occasion}").Replace("/{p}", "/{number}")
            .Replace("/{t}", "/{tool}").Replace("/{f}", "/{function}").Replace("/{v}", "/{invitation}").Replace("/{m}", "/{membership}").Replace("/{r}", "/{request}")
            .Replace("/agendas/bm1", "/agendas/{form}").Replace("/jobs/digests", "/jobs/{job}").Replace("/meetingTomorrow", "/{reason}").Replace("/{e}", "/{mail}").Replace("/{q}", "/{question}").Replace("/{a}", "/{attachment}").Replace("/{d}", "/{decision}").Replace("/{i}", "/{improvement}").Replace("/{k}", "/{comment}").Replace("/{z}", "/{report}").Replace("/{s}", "/{survey}").Replace("/{h}", "/{theme}").Replace("/{w}", "/{text}")}"
        );
        Routes.OfApi(Server).Select(r => r.ToString()).ShouldBe(table.Concat(Open), ignoreOrder: true);
    }

    private Task<TestNetwork> SharedAsync(string stage) => Shared.GetOrAdd(stage, s => new(() => MakeAsync(s))).Value;

    private async Task<TestNetwork> MakeAsync(string stage)
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden")
                .Group("Umeå", "Vännäs")
                .Outside("Kalmar")
                .Stage(stage is "planning" or "invited" ? CohortStage.Planning : CohortStage.Running)
        );
        if (stage is "open" or "draft" or "applied")
        {
            await network.ChangeAsync(async db =>
            {
                (await db.Cohorts.SingleAsync()).Stage = CohortStage.Application;
                db.Participations.RemoveRange(db.Participations.Where(p => p.OrganisationId == network["Luleå"].Id));
            });
        }

        switch (stage)
        {
            case "vacant":
                // The manager calls too, so it is a second politician's place that is looked for: nobody's here.
                await network.ChangeAsync(async db =>
                    (
                        await db.Memberships.SingleAsync(m =>
                            m.OrganisationId == network["Luleå"].Id && m.Function == Function.Politician
                        )
                    ).Function = Function.Manager
                );
                break;
            case "furnished":
                await network.FurnishAsync("Luleå");
                break;
            case "left":
                await network.ChangeAsync(async db =>
                    (await db.Participations.SingleAsync(p => p.OrganisationId == network["Luleå"].Id)).WithdrawnAt =
                        DateTimeOffset.UtcNow
                );
                break;
            case "reported" or "failed":
                await network.SomeReportAsync();
                if (stage == "failed")
                {
                    await network.ChangeAsync(async db =>
                        (await db.Reports.SingleAsync()).Status = Domain.Reports.ReportStatus.Failed
                    );
                }

                break;
            case "asked":
                await network.ChangeAsync(db =>
                {
                    db.JoinRequests.Add(
                        new JoinRequest
                        {
                            OrganisationId = network["Luleå"].Id,
                            Function = Function.Manager,
                            Name = "Ny",
                            Email = "ny@lulea.example",
                            AskedAt = DateTimeOffset.UtcNow,
                        }
                    );
                    return Task.CompletedTask;
                });
                break;
            case "waiting":
                await network.ChangeAsync(db =>
                {
                    db.Invitations.Add(
                        new Invitation
                        {
                            OrganisationId = network["Luleå"].Id,
                            Function = Function.Manager,
                            Name = "Ny",
                            Email = "ny@annan.example",
                            TokenHash = Guid.NewGuid().ToString("N"),
                            NeedsYes = true,
                            SentAt = DateTimeOffset.UtcNow,
                            SentBy = network["Luleå", Function.KeyPerson].Id,
                            ExpiresAt = DateTimeOffset.UtcNow.AddDays(1),
                        }
                    );
                    return Task.CompletedTask;
                });
                break;
            case "improved" or "cycled":
                var improvement = await network.SomeImprovementAsync();
                (
                    await network["Luleå", Function.KeyPerson]
                        .Api.PostAsync(network.Of("Luleå", $"/improvements/{improvement}/comments"), new { text = "Hej" })
                ).ShouldBe(HttpStatusCode.Created);
                if (stage == "cycled")
                {
                    await network.BeginCycleAsync(
                        "Luleå",
                        int.Parse(improvement, System.Globalization.CultureInfo.InvariantCulture)
                    );
                }

                break;
            case "draft":
                await network.SaveApplicationAsync("Luleå", network.Whole().But("answers", null));
                break;
            case "applied":
                await network.SubmitApplicationAsync("Luleå", network.Whole().But("answers", null));
                break;
            case "planning":
                await network.SetCriteriaAsync();
                break;
            case "invited":
                (await network.InviteToApplyAsync(new { codes = new[] { "2584" } })).ShouldBeOk();
                break;
            case "proposed":
                await network.ProposeAsync();
                break;
            case "timeless" or "polled":
                await network.PlannedMeetingAsync("Luleå", "bm1");
                if (stage == "polled")
                {
                    await network.OpenPollAsync(await network.PlannedMeetingAsync("Luleå", "bm1"), "Luleå");
                }
                break;
            case "returned":
                await network.ReturnedMailAsync();
                break;
            case "surveyed":
                await network.WrittenSurveyAsync();
                break;
            case "tool":
                await network.ToolAsync("Samtal", Domain.Meetings.InformationClass.Open);
                break;
            case "scored":
                await Task.WhenAll(Assessment.Functions.Select(f => network.ScoreAsync("Luleå", "bm1", f, "2222222222")));
                break;
            case "handed" or "agreed" or "done":
                await network.AllHandInAsync("Luleå", "bm1", "2222222222");
                break;
        }

        if (stage is "agreed" or "done")
        {
            await network.AgreeAsync("Luleå", "bm1", "2222222222");
        }

        if (stage == "done")
        {
            (await network["Luleå", Function.KeyPerson].Api.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeOk();
        }

        return network;
    }

    private async Task<Reply> CallAsync(TestNetwork network, string caller, string method, string route, bool changes)
    {
        var path = route
            .Replace("{n}", network.InNetwork())
            .Replace("/{c}", "/" + network.Cohort.Slug)
            .Replace("/mentors/{o}", "/mentors/pitea")
            .Replace("/{o}", "/lulea")
            .Replace("/{x}", "/bm1")
            .Replace("/{p}", "/1")
            .Replace("{format}", "csv")
            .Replace("{i}", route.Contains("{i}") ? await network.SomeImprovementAsync() : "")
            .Replace(
                "{k}",
                $"{await network.InDbAsync(db => Task.FromResult(db.ImprovementComments.Select(c => c.Id).FirstOrDefault()))}"
            )
            .Replace("{f}", "politician")
            .Replace(
                "{m}",
                $"{await network.InDbAsync(db => Task.FromResult(db.Memberships.First(m => m.OrganisationId == network["Luleå"].Id && m.Function == Function.Manager).Id))}"
            )
            .Replace(
                "{v}",
                $"{await network.InDbAsync(db => Task.FromResult(db.Invitations.Select(i => i.Id).FirstOrDefault()))}"
            )
            .Replace(
                "{r}",
                $"{await network.InDbAsync(db => Task.FromResult(db.JoinRequests.Select(r => r.Id).FirstOrDefault()))}"
            )
            .Replace(
                "{t}",
                $"{await network.InDbAsync(db => Task.FromResult(db.MeetingTools.Select(t => t.Id).FirstOrDefault()))}"
            )
            .Replace(
                "{q}",
                $"{await network.InDbAsync(db => Task.FromResult(db.MeetingQuestions.Select(q => q.Id).FirstOrDefault()))}"
            )
            .Replace(
                "{a}",
                $"{await network.InDbAsync(db => Task.FromResult(db.Attachments.Select(a => a.Id).FirstOrDefault()))}"
            )
            .Replace(
                "{d}",
                $"{await network.InDbAsync(db => Task.FromResult(db.MeetingDecisions.Select(d => d.Id).FirstOrDefault()))}"
            )
            .Replace("{z}", $"{await network.InDbAsync(db => Task.FromResult(db.Reports.Select(r => r.Id).FirstOrDefault()))}")
            .Replace(
                "{e}",
                $"{await network.InDbAsync(db => Task.FromResult(db.OutgoingMails.Where(m => m.NetworkId == network.Network.Id).Select(m => m.Id).FirstOrDefault()))}"
            )
            .Replace("{s}", $"{await network.InDbAsync(db => Task.FromResult(db.Surveys.Select(s => s.Id).FirstOrDefault()))}")
            .Replace(
                "{h}",
                $"{await network.InDbAsync(db => Task.FromResult(db.SurveyThemes.Select(t => t.Id).FirstOrDefault()))}"
            )
            .Replace("{w}", $"{(route.Contains("{w}") ? await network.SomeTextAsync() : default)}")
            .Replace("{id}", await MeetingOfAsync(network, route));
        var api = caller switch
        {
            "key person" => network["Luleå", Function.KeyPerson].Api,
            "manager" => network["Luleå", Function.Manager].Api,
            "politician" => network["Luleå", Function.Politician].Api,
            "group peer" => network["Boden", Function.KeyPerson].Api,
            "mentor" => network["Piteå", Function.KeyPerson].Api,
            "other group" => network["Vännäs", Function.KeyPerson].Api,
            "coordinator" => network.Coordinator.Api,
            "observer" => network.Observer.Api,
            "guest" => Guest,
            _ => (await (changes ? BuildAsync(n => n) : SharedAsync("of others"))).Coordinator.Api,
        };
        var version =
            route.EndsWith("/consensus", StringComparison.Ordinal) ? await network.VersionAsync("Luleå", "bm1")
            : method == "GET"
            || route.EndsWith("/decisions/{d}", StringComparison.Ordinal)
            || route.EndsWith("/reviews/{id}", StringComparison.Ordinal)
                ? null
            : route.EndsWith("/meetingTomorrow", StringComparison.Ordinal) ? "\"0\""
            : route.EndsWith("/agenda", StringComparison.Ordinal)
            || route.EndsWith("/notes", StringComparison.Ordinal)
            || route.Contains("/agendas/")
                ? "\"0\""
            : route.EndsWith("{c}/plan", StringComparison.Ordinal)
            || route.EndsWith("/criteria", StringComparison.Ordinal)
            || route.EndsWith("/stage", StringComparison.Ordinal)
                ? await network.PlanVersionAsync()
            : route.Contains("/meetings/", StringComparison.Ordinal) && !route.Contains("{c}", StringComparison.Ordinal) ? "\"0\""
            : route.Contains("/improvements/{i}")
                ? (
                    await network.Coordinator.Api.GetAsync(
                        network.Of("Luleå", "/improvements/" + await network.SomeImprovementAsync())
                    )
                )
                    .ShouldBeOk()
                    .ETag
            : route.Contains("/proposals/{p}")
                ? (await network.Coordinator.Api.GetAsync(network.InCohort("/pairing/proposals/1"))).ShouldBeOk().ETag
            : route.EndsWith("/poll", StringComparison.Ordinal) && method == "PUT"
            || route.EndsWith("/host", StringComparison.Ordinal)
                ? "\"0\""
            : null;
        var body =
            (method, route.Split('/')[^1]) == ("PUT", "plan")
                ? Json(Planning.Unchanged(await network.Coordinator.Api.GetAsync(network.InCohort("/plan"))))
            : route.EndsWith("/poll/answers", StringComparison.Ordinal)
                ? Json(Polling.Said([await network.InDbAsync(db => db.PollSlots.Select(s => s.Id).FirstAsync())], "y"))
            : Content(method, route);
        return await api.SendAsync(new HttpMethod(method), path, body, r =>
        {
            if (version is not null)
            {
                r.Headers.TryAddWithoutValidation("If-Match", version);
            }
        });
    }

    /// <summary>What is planned and called is BM 1, ahead; what is written of a meeting is of the first, which is over.</summary>
    private static async Task<string> MeetingOfAsync(TestNetwork network, string route)
    {
        var ahead = new[] { "/poll", "/host", "/call", "/cancellation", "/calendar.ics" }.Any(r =>
            route.Contains(r, StringComparison.Ordinal)
        );
        return $"{await network.InDbAsync(db => Task.FromResult(db.Meetings.OrderBy(m => m.Id).First(m => !ahead || m.Form == "bm1").Id))}";
    }

    private static HttpContent? Content(string method, string route) =>
        method is "GET" or "DELETE"
            ? null
            : route.Split('/')[^1] switch
            {
                "reports" when route.Contains("{c}") => Json(new { kind = "municipality", organisation = "lulea" }),
                "reports" => Json(new { kind = "annual", year = 2026 }),
                "call" => Json(Calling.Digital()),
                "cancellation" => Json(new { reason = "Sjukdom" }),
                "mail-choices" => Json(new { pace = "daily", topics = new[] { "meeting" } }),
                "meetingTomorrow" => Json(new { before = new[] { 2 } }),
                "settings" => Json(
                    new
                    {
                        kgPerKm = 0.1,
                        kgSource = "Egen",
                        kmPerHour = 70,
                    }
                ),
                "tools" or "{t}" when method != "DELETE" => Json(new { name = "Nytt", allows = "internal" }),
                "agenda" or "bm1" => Json(new { items = new[] { new { minutes = 30, title = "Punkt" } } }),
                "preparation" => Json(new { task = "calendar", done = true }),
                "questions" => Json(new { text = "Hur?" }),
                "attachments" => MeetingRoom.Form(MeetingRoom.Pdf, "x.pdf"),
                "attendance" => Json(
                    new
                    {
                        attendance = new[]
                        {
                            new
                            {
                                organisation = "lulea",
                                function = "manager",
                                presence = "present",
                            },
                        },
                    }
                ),
                "notes" => Json(new { notes = "Anteckning" }),
                "decisions" => Json(new { text = "Beslut" }),
                "{d}" => Json(new { done = true }),
                "feedback" => Json(new { plus = "Bra" }),
                "improvements" or "{i}" => Json(new { title = "Ny mall" }),
                "status" => Json(new { status = "active" }),
                "cycles" => Json(new { plan = "Vi provar." }),
                "{p}" when route.Contains("/cycles/") => Json(new { plan = "Vi provar.", @do = "Vi gjorde." }),
                "{id}" when route.Contains("/reviews/") => Json(new { status = "planned", finding = "Det går bra." }),
                "comments" => Json(new { text = "Bra!" }),
                "surveys" => Json(new { form = "checklist-follow-up-1", occasion = "bm1" }),
                "closing" when route.Contains("/surveys/") => Json(new { closesAt = Polling.InDays(7), version = 3 }),
                "themes" => Json(new { question = "next-time", name = "Nytt" }),
                "{h}" => Json(new { name = "Annat" }),
                "{w}" => Json(new { theme = (int?)null }),
                "{k}" => null,
                "sharing" => Json(new { shares = true }),
                "cohorts" => Json(
                    new
                    {
                        name = "2030",
                        template = "two-years",
                        start = "2030-01-14",
                    }
                ),
                "criteria" => Json(new { instrument = "ten-step-2019", criteria = new[] { new { kind = "cemr" } } }),
                "stage" => Json(new { stage = "application" }),
                "invitations" when route.Contains("{c}") => Json(new { codes = new[] { "2584" } }),
                "contacts" => Json(
                    new
                    {
                        contacts = new[]
                        {
                            new
                            {
                                organisation = "kiruna",
                                name = "Ny Person",
                                email = "ny.person@kiruna.example",
                            },
                        },
                    }
                ),
                "proposals" => Json(new { minPerGroup = 1 }),
                "{p}" => Json(new { locked = new[] { "lulea" } }),
                "mine" or "consensus" => Json(Body.Score(1, 2)),
                "poll" => Json(Polling.Times(5, 30, 31)),
                "host" => Json(new { host = "boden" }),
                "meetings" => Json(
                    new
                    {
                        form = "learningMeeting",
                        windowFrom = Polling.InDays(30),
                        windowTo = Polling.InDays(40),
                    }
                ),
                "{o}" => Json(new { motivation = "Vi vill lära.", places = 2 }),
                "decision" => Json(new { decision = "waitingList", version = 2 }),
                "mentors" => Json(new { organisations = new[] { "kalmar" } }),
                "availability" => Json(new { available = false }),
                "afterwards" => Json(new { afterwards = "mentorNext" }),
                "withdrawal" => Json(new { reason = "tid" }),
                "reopening" => Json(new { reason = "fel siffra" }),
                "invitations" or "succession" when route.Contains("/team/") => Json(
                    new { name = "Ny Person", email = "ny.person@lulea.example" }
                ),
                "end" => Json(new { reason = "slutar" }),
                "{r}" or "answer" => Json(new { grant = true }),
                "password" => Json(new { current = "inte mitt lösenord", @new = "ett nytt långt lösenord" }),
                "domain" => Json(new { domain = "lulea.example" }),
                "join" => Json(
                    new
                    {
                        name = "Ny Person",
                        email = "ny.person@lulea.example",
                        function = "manager",
                    }
                ),
                "invitations" => Json(
                    new
                    {
                        name = "Ny Person",
                        email = "ny.person@lulea.example",
                        organisation = "lulea",
                        function = "manager",
                    }
                ),
                "assessments" when route.Contains("imports") => new StringContent(
                    "organisation,occasion,step,score\nlulea,startup,1,2\n",
                    System.Text.Encoding.UTF8,
                    "text/csv"
                ),
                _ => null,
            };

    private static StringContent Json(object body) =>
        new(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
}
