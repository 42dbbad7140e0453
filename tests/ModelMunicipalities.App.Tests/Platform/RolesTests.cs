using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>Every route of the API as every sort of caller: what each is answered.</summary>
public class RolesTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Table =
        """
        route                                                        stage      key man pol peer men oth  coo obs guest alien
        GET  /api/v1/catalogue/municipalities                        -          200 200 200 200  200 200  200 200 401   200
        GET  /api/v1/catalogue/regions                               -          200 200 200 200  200 200  200 200 401   200
        GET  /api/v1/me/places                                       -          200 200 200 200  200 200  200 200 401   200
        GET  {n}/trail                                               -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/people                                              -          403 403 403 403  403 403  200 403 401   404
        POST {n}/people/invitations                                  -          403 403 403 403  403 403  201 403 401   404
        GET  {n}/organisations/{o}/team                              -          200 200 200 403  403 403  200 403 401   404
        POST {n}/organisations/{o}/team/{f}/invitations              vacant     201 403 403 403  403 403  201 403 401   404
        POST {n}/organisations/{o}/team/{f}/succession               vacant     201 403 403 403  403 403  201 403 401   404
        POST {n}/organisations/{o}/team/{m}/end                      -          200 403 403 403  403 403  200 403 401   404
        POST {n}/organisations/{o}/team/requests/{r}                 asked      200 403 403 403  403 403  200 403 401   404
        PUT  {n}/organisations/{o}/team/domain                       -          403 403 403 403  403 403  200 403 401   404
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
        GET  {n}/cohorts/{c}/meetings                                -          200 200 200 200  200 200  200 200 401   404
        POST {n}/cohorts/{c}/meetings/plan                           -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/progress                                -          403 403 403 403  403 403  200 403 401   404
        GET  {n}/cohorts/{c}/benchmark                               -          200 200 200 200  200 200  200 200 401   404
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
        PUT  {n}/cohorts/{c}/organisations/{o}/assessments/{x}/consensus   handed 200 403 403 403  403 403  403 403 401   404
        POST {n}/cohorts/{c}/organisations/{o}/assessments/{x}/submission  agreed 200 403 403 403  403 403  403 403 401   404
        POST {n}/cohorts/{c}/organisations/{o}/assessments/{x}/reopening   done   403 403 403 403  403 403  200 403 401   404
        """;

    private static readonly string[] Callers = ["key person", "manager", "politician", "group peer", "mentor", "other group", "coordinator", "observer", "guest", "other network"];

    /// <summary>Routes that no token is needed for; they have tests of their own.</summary>
    private static readonly string[] Open = ["POST /api/v1/auth/login", "POST /api/v1/auth/refresh", "POST /api/v1/invitations/{token}"];

    private static readonly TestCaseData[] Rows =
        [.. Table.Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(cells =>
            new TestCaseData(cells[0], cells[1], cells[2], cells[3..].Select(int.Parse).ToArray()).SetArgDisplayNames(cells[0] + " " + cells[1]))];

    [TestCaseSource(nameof(Rows))]
    public async Task Each_caller_is_answered_as_told(string method, string route, string stage, int[] expected)
    {
        // What changes something is called in a network of its own by each caller; what reads, in the same by all.
        var networks = method == "GET"
            ? Enumerable.Repeat(await MakeAsync(stage), Callers.Length).ToList()
            : [.. await Task.WhenAll(Callers.Select(_ => MakeAsync(stage)))];
        var answers = await Task.WhenAll(Callers.Select(async (caller, i) => (caller, (int)(await CallAsync(networks[i], caller, method, route)).Status)));
        answers.ShouldBe(Callers.Zip(expected));
    }

    [Test]
    public void Every_route_of_the_API_is_in_the_table()
    {
        var table = Rows.Select(r => $"{r.Arguments[0]} {r.Arguments[1]!.ToString()!
            .Replace("{n}", "/api/v1/networks/{network}").Replace("/{c}", "/{cohort}").Replace("/{o}", "/{organisation}").Replace("/{x}", "/{occasion}").Replace("/{p}", "/{number}")
            .Replace("/{f}", "/{function}").Replace("/{m}", "/{membership}").Replace("/{r}", "/{request}")}");
        Routes.OfApi(Server).Select(r => r.ToString()).ShouldBe(table.Concat(Open), ignoreOrder: true);
    }

    private async Task<TestNetwork> MakeAsync(string stage)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs").Outside("Kalmar").Stage(stage is "planning" or "invited" ? CohortStage.Planning : CohortStage.Running));
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
                await network.ChangeAsync(async db => (await db.Memberships.SingleAsync(m => m.OrganisationId == network["Luleå"].Id && m.Function == Function.Politician)).Function = Function.Manager);
                break;
            case "asked":
                await network.ChangeAsync(db =>
                {
                    db.JoinRequests.Add(new JoinRequest { OrganisationId = network["Luleå"].Id, Function = Function.Manager, Name = "Ny", Email = "ny@lulea.example", AskedAt = DateTimeOffset.UtcNow });
                    return Task.CompletedTask;
                });
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

    private async Task<Reply> CallAsync(TestNetwork network, string caller, string method, string route)
    {
        var path = route
            .Replace("{n}", network.InNetwork())
            .Replace("/{c}", "/" + network.Cohort.Slug)
            .Replace("/mentors/{o}", "/mentors/pitea")
            .Replace("/{o}", "/lulea")
            .Replace("/{x}", "/bm1")
            .Replace("/{p}", "/1")
            .Replace("{format}", "csv")
            .Replace("{f}", "politician")
            .Replace("{m}", $"{await network.InDbAsync(db => Task.FromResult(db.Memberships.First(m => m.OrganisationId == network["Luleå"].Id && m.Function == Function.Manager).Id))}")
            .Replace("{r}", $"{await network.InDbAsync(db => Task.FromResult(db.JoinRequests.Select(r => r.Id).FirstOrDefault()))}")
            .Replace("{id}", (await network.InDbAsync(db => Task.FromResult(db.Meetings.First().Id))).ToString(System.Globalization.CultureInfo.InvariantCulture));
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
            _ => (await BuildAsync(n => n)).Coordinator.Api,
        };
        var version = route.EndsWith("/consensus", StringComparison.Ordinal) ? await network.VersionAsync("Luleå", "bm1")
            : method == "GET" ? null
            : route.EndsWith("{c}/plan", StringComparison.Ordinal) || route.EndsWith("/criteria", StringComparison.Ordinal) || route.EndsWith("/stage", StringComparison.Ordinal) ? await network.PlanVersionAsync()
            : route.Contains("/proposals/{p}") ? (await network.Coordinator.Api.GetAsync(network.InCohort("/pairing/proposals/1"))).ShouldBeOk().ETag
            : null;
        var body = (method, route.Split('/')[^1]) == ("PUT", "plan") ? Json(Planning.Unchanged(await network.Coordinator.Api.GetAsync(network.InCohort("/plan")))) : Content(method, route);
        return await api.SendAsync(new HttpMethod(method), path, body, r =>
        {
            if (version is not null)
            {
                r.Headers.TryAddWithoutValidation("If-Match", version);
            }
        });
    }

    private static HttpContent? Content(string method, string route) => method == "GET" ? null : route.Split('/')[^1] switch
    {
        "cohorts" => Json(new { name = "2030", template = "two-years", start = "2030-01-14" }),
        "criteria" => Json(new { instrument = "ten-step-2019", criteria = new[] { new { kind = "cemr" } } }),
        "stage" => Json(new { stage = "application" }),
        "invitations" when route.Contains("{c}") => Json(new { codes = new[] { "2584" } }),
        "contacts" => Json(new { contacts = new[] { new { organisation = "kiruna", name = "Ny Person", email = "ny.person@kiruna.example" } } }),
        "proposals" => Json(new { minPerGroup = 1 }),
        "{p}" => Json(new { locked = new[] { "lulea" } }),
        "mine" or "consensus" => Json(Body.Score(1, 2)),
        "{o}" => Json(new { motivation = "Vi vill lära.", places = 2 }),
        "decision" => Json(new { decision = "waitingList", version = 2 }),
        "mentors" => Json(new { organisations = new[] { "kalmar" } }),
        "availability" => Json(new { available = false }),
        "afterwards" => Json(new { afterwards = "mentorNext" }),
        "withdrawal" => Json(new { reason = "tid" }),
        "reopening" => Json(new { reason = "fel siffra" }),
        "invitations" or "succession" when route.Contains("/team/") => Json(new { name = "Ny Person", email = "ny.person@lulea.example" }),
        "end" => Json(new { reason = "slutar" }),
        "{r}" => Json(new { grant = true }),
        "domain" => Json(new { domain = "lulea.example" }),
        "join" => Json(new { name = "Ny Person", email = "ny.person@lulea.example", function = "manager" }),
        "invitations" => Json(new { name = "Ny Person", email = "ny.person@lulea.example", organisation = "lulea", function = "manager" }),
        "assessments" when route.Contains("imports") => new StringContent("organisation,occasion,step,score\nlulea,startup,1,2\n", System.Text.Encoding.UTF8, "text/csv"),
        _ => null,
    };

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
}
