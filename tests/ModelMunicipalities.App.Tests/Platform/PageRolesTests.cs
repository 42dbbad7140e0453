using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>
/// Every page as every sort of reader: what each is answered. 302 from a page of the network leads on to what she may see.
/// </summary>
public class PageRolesTests : OnOneDatabase
{
    private const string Table = """
        page                                                         key pol peer men oth coo obs guest alien
        {n}                                                          302 302 302 302 302 302 302 302   404
        {n}/scoring                                                  302 302 302 302 302 302 302 302   404
        {n}/results                                                  302 302 302 302 302 302 302 302   404
        {n}/people                                                   403 403 403 403 403 200 403 302   404
        {n}/organisations/lulea/team                                 200 200 403 403 403 200 403 302   404
        {n}/reports                                                  302 302 302 302 302 302 302 302   404
        {c}/reports                                                  200 200 200 200 200 200 200 302   404
        {n}/reports/{report}                                         200 200 404 404 404 200 404 302   404
        {n}/reports/{report}/file                                    200 200 404 404 404 200 404 302   404
        {n}/trail                                                    403 403 403 403 403 200 403 302   404
        {n}/jobs                                                     403 403 403 403 403 200 403 302   404
        {n}/mail                                                     403 403 403 403 403 200 403 302   404
        {n}/mail-choices                                             200 200 200 200 200 200 200 302   404
        {n}/reminders                                                403 403 403 403 403 200 403 302   404
        {n}/meetings/{id}                                            200 200 200 200 200 200 200 302   404
        {n}/meetings                                                 200 200 200 200 200 302 200 302   404
        {n}/meetings/{polled}/poll                                   200 200 200 200 403 200 403 302   404
        {n}/meetings/{planned}/poll/new                              200 403 200 200 403 200 403 302   404
        {c}/meetings                                                 403 403 403 403 403 200 403 302   404
        {n}/meetings/{id}/call                                       200 403 200 200 403 200 403 302   404
        {n}/meetings/{id}/cancellation                               200 403 200 200 403 200 403 302   404
        {n}/meetings/{id}/calendar.ics                               200 200 200 200 403 200 403 302   404
        {n}/meetings/settings                                        403 403 403 403 403 200 403 302   404
        {n}/calendar                                                 200 200 200 200 200 200 403 302   404
        {n}/meetings/{id}/agenda                                     200 403 200 200 403 200 403 302   404
        {n}/meetings/{id}/pack                                       200 409 200 200 403 200 403 302   404
        {n}/meetings/{id}/record                                     200 200 200 200 403 200 403 302   404
        {n}/meetings/agendas/bm1                                     403 403 403 403 403 200 403 302   404
        {n}/attachments/{a}                                          200 200 200 200 403 200 403 302   404
        {n}/improvements                                             302 302 302 302 302 302 403 302   404
        {n}/learn                                                    200 200 200 200 200 200 403 302   404
        {c}/improvements                                             200 200 200 200 200 200 403 302   404
        {c}/improvements.csv                                         200 200 200 200 200 200 403 302   404
        {c}/organisations/lulea/improvements                         200 200 200 200 403 200 403 302   404
        {c}/organisations/lulea/improvements.xlsx                    200 200 200 200 403 200 403 302   404
        {c}/organisations/lulea/improvements/new                     200 200 403 403 403 403 403 302   404
        {c}/organisations/lulea/improvements/{improvement}           200 200 200 200 403 200 403 302   404
        {c}/organisations/lulea/improvements/{improvement}/edit      200 200 403 403 403 403 403 302   404
        {n}/generations                                              200 200 200 200 200 200 200 302   404
        {c}/mentors                                                  403 403 403 403 403 200 403 302   404
        {c}/mentors/pitea                                            403 403 403 200 403 200 403 302   404
        {c}/afterwards                                               403 403 403 403 403 200 403 302   404
        {c}/organisations/lulea/afterwards                           200 200 403 403 403 200 403 302   404
        {c}/organisations/lulea/withdrawal                           200 200 403 403 403 200 403 302   404
        {n}/cohorts                                                  200 200 200 200 200 200 200 302   404
        {n}/cohorts/new                                              403 403 403 403 403 200 403 302   404
        {c}/plan                                                     403 403 403 403 403 200 403 302   404
        {c}/plan/dates                                               403 403 403 403 403 200 403 302   404
        {c}/plan/criteria                                            403 403 403 403 403 409 403 302   404
        {c}/invitations                                              403 403 403 403 403 200 403 302   404
        {c}/pairing                                                  403 403 403 403 403 200 403 302   404
        {c}/pairing/1                                                403 403 403 403 403 200 403 302   404
        {c}/pairing/1/compare/2                                      403 403 403 403 403 200 403 302   404
        {c}                                                          302 302 302 302 302 200 302 302   404
        {c}/benchmark                                                200 200 200 200 200 200 200 302   404
        {c}/surveys                                                  200 200 200 200 200 200 200 302   404
        {c}/surveys/{survey}                                         200 200 200 200 200 200 200 302   404
        {c}/surveys/{survey}/results.csv                             200 200 200 200 200 200 200 302   404
        {c}/mentees                                                  403 403 403 200 403 403 403 302   404
        {c}/imports                                                  403 403 403 403 403 200 403 302   404
        {c}/assessments.csv                                          403 403 403 403 403 200 403 302   404
        {c}/applications                                             403 403 403 403 403 200 403 302   404
        {c}/applications.csv                                         403 403 403 403 403 200 403 302   404
        {c}/applications/lulea                                       200 200 403 403 403 200 403 302   404
        {c}/applications/lulea/edit/contact                          302 302 403 403 403 403 403 302   404
        {c}/applications/lulea/review                                302 302 403 403 403 403 403 302   404
        {c}/organisations/lulea                                      200 200 200 200 403 200 403 302   404
        {c}/organisations/lulea/checklist.xlsx                       200 200 200 200 403 200 403 302   404
        {c}/organisations/lulea/assessments/bm1                      200 200 200 200 403 200 403 302   404
        {c}/organisations/lulea/assessments/bm1/mine                 200 200 403 403 403 403 403 302   404
        {c}/organisations/lulea/assessments/bm1/mine/review          200 200 403 403 403 403 403 302   404
        {c}/organisations/lulea/assessments/bm1/compare              200 200 403 403 403 403 403 302   404
        """;

    private static readonly string[] Readers =
    [
        "key person",
        "politician",
        "group peer",
        "mentor",
        "other group",
        "coordinator",
        "observer",
        "guest",
        "other network",
    ];

    private static readonly string[] Routed =
    [
        "/{network}/reports",
        "/{network}/cohorts/{cohort}/reports",
        "/{network}/reports/{report}",
        "/{network}/reports/{report}/file",
        "/{network}/jobs",
        "/{network}/mail",
        "/{network}/mail-choices",
        "/{network}/meetings/{id}",
        "/{network}/meetings",
        "/{network}/meetings/{id}/poll",
        "/{network}/meetings/{id}/poll/new",
        "/{network}/cohorts/{cohort}/meetings",
        "/{network}/meetings/{id}/call",
        "/{network}/meetings/{id}/cancellation",
        "/{network}/meetings/{id}/calendar.ics",
        "/{network}/meetings/settings",
        "/{network}/calendar",
        "/{network}/meetings/{id}/agenda",
        "/{network}/meetings/{id}/pack",
        "/{network}/meetings/{id}/record",
        "/{network}/meetings/agendas/{form}",
        "/{network}/attachments/{attachment}",
        "/{network}/improvements",
        "/{network}/learn",
        "/{network}/cohorts/{cohort}/improvements",
        "/{network}/cohorts/{cohort}/improvements.{format}",
        "/{network}/cohorts/{cohort}/organisations/{organisation}/improvements",
        "/{network}/cohorts/{cohort}/organisations/{organisation}/improvements.{format}",
        "/{network}/cohorts/{cohort}/organisations/{organisation}/improvements/new",
        "/{network}/cohorts/{cohort}/organisations/{organisation}/improvements/{improvement}",
        "/{network}/cohorts/{cohort}/organisations/{organisation}/improvements/{improvement}/edit",
        "/{network}/{wanted}",
        "/{network}/people",
        "/{network}/organisations/{organisation}/team",
        "/{network}/trail",
        "/{network}/reminders",
        "/{network}/cohorts/{cohort}",
        "/{network}/cohorts/{cohort}/benchmark",
        "/{network}/cohorts/{cohort}/mentees",
        "/{network}/cohorts/{cohort}/surveys",
        "/{network}/cohorts/{cohort}/surveys/{survey}",
        "/{network}/cohorts/{cohort}/surveys/{survey}/results.{format}",
        "/{network}/cohorts/{cohort}/applications",
        "/{network}/cohorts/{cohort}/applications.{format}",
        "/{network}/cohorts/{cohort}/applications/{organisation}",
        "/{network}/cohorts/{cohort}/applications/{organisation}/edit/{part}",
        "/{network}/cohorts/{cohort}/applications/{organisation}/review",
        "/{network}/cohorts",
        "/{network}/cohorts/new",
        "/{network}/cohorts/{cohort}/plan",
        "/{network}/cohorts/{cohort}/plan/dates",
        "/{network}/cohorts/{cohort}/plan/criteria",
        "/{network}/cohorts/{cohort}/invitations",
        "/{network}/cohorts/{cohort}/pairing/{number}",
        "/{network}/cohorts/{cohort}/pairing/{number}/compare/{other}",
        "/{network}/cohorts/{cohort}/imports",
        "/{network}/cohorts/{cohort}/assessments.{format}",
        "/{network}/cohorts/{cohort}/organisations/{organisation}",
        "/{network}/cohorts/{cohort}/organisations/{organisation}/checklist.{format}",
        "/{network}/cohorts/{cohort}/organisations/{organisation}/assessments/{occasion}",
        "/{network}/cohorts/{cohort}/organisations/{organisation}/assessments/{occasion}/mine",
        "/{network}/cohorts/{cohort}/organisations/{organisation}/assessments/{occasion}/mine/review",
        "/{network}/cohorts/{cohort}/organisations/{organisation}/assessments/{occasion}/compare",
        "/{network}/generations",
        "/{network}/cohorts/{cohort}/mentors",
        "/{network}/cohorts/{cohort}/mentors/{organisation}",
        "/{network}/cohorts/{cohort}/afterwards",
        "/{network}/cohorts/{cohort}/organisations/{organisation}/afterwards",
        "/{network}/cohorts/{cohort}/organisations/{organisation}/withdrawal",
    ];

    [Test]
    public async Task Each_reader_is_answered_as_told()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs").Submitted("Luleå", "startup", "2222222222")
        );
        await network.ProposeAsync();
        await network.ProposeAsync();
        await network.FurnishAsync("Luleå");
        var improvement = await network.SomeImprovementAsync();
        var attachment = $"{await network.InDbAsync(db => db.Attachments.Select(a => a.Id).SingleAsync())}";
        var report = await network.SomeReportAsync();
        var survey =
            $"{(await network.Coordinator.Api.PostAsync(network.InCohort("/surveys"), new { form = "checklist-follow-up-1", occasion = "bm1" })).ShouldBeOk()["id"]}";
        var alien = await BuildAsync(n => n);
        var meetings = await PollAsync(network);
        Reader[] readers =
        [
            await network["Luleå", Function.KeyPerson].ReaderAsync(),
            await network["Luleå", Function.Politician].ReaderAsync(),
            await network["Boden", Function.KeyPerson].ReaderAsync(),
            await network["Piteå", Function.KeyPerson].ReaderAsync(),
            await network["Vännäs", Function.KeyPerson].ReaderAsync(),
            await network.Coordinator.ReaderAsync(),
            await network.Observer.ReaderAsync(),
            new Reader(Server),
            await alien.Coordinator.ReaderAsync(),
        ];
        var answers = new List<string>();
        foreach (var row in Table.Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            var path = row[0]
                .Replace("{n}", network.Page())
                .Replace("{c}", network.CohortPage())
                .Replace("{id}", await MeetingAsync(network))
                .Replace("{polled}", meetings.Polled)
                .Replace("{planned}", meetings.Planned)
                .Replace("{survey}", survey)
                .Replace("{a}", attachment)
                .Replace("{report}", report)
                .Replace("{improvement}", improvement);
            foreach (var (reader, name, expected) in readers.Zip(Readers, row[1..]))
            {
                var page = await reader.GetAsync(path);
                if ($"{(int)page.Status}" != expected)
                {
                    answers.Add($"{row[0]} to {name}: {(int)page.Status} instead of {expected}");
                }
                else if (page.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound && page.Heading.Length == 0)
                {
                    answers.Add($"{row[0]} to {name}: {expected} without a page that says why");
                }
            }
        }

        answers.ShouldBeEmpty();
    }

    [Test]
    public async Task Every_page_of_a_network_is_in_the_table() =>
        (await Routes.OfPortalAsync(Server))
            .Where(r => r.Method == "GET" && r.Pattern.StartsWith("/{network}", StringComparison.Ordinal))
            .Select(r => r.Pattern)
            .ShouldBe(Routed, ignoreOrder: true);

    /// <summary>
    /// Two later meetings of the group of Luleå without a time: one about which is asked, and one about which is not.
    /// </summary>
    private static async Task<(string Polled, string Planned)> PollAsync(TestNetwork network)
    {
        var (polled, planned) = (
            await network.PlannedMeetingAsync("Luleå", "bm3"),
            await network.PlannedMeetingAsync("Luleå", "closing")
        );
        await network.OpenPollAsync(polled, "Luleå");
        return ($"{polled}", $"{planned}");
    }

    /// <summary>The meeting of the group of Luleå before which is scored now.</summary>
    private static async Task<string> MeetingAsync(TestNetwork network)
    {
        var now = DateTimeOffset.UtcNow;
        return (await network.InDbAsync(db => db.Meetings.OrderBy(m => m.Id).FirstAsync(m => m.StartsAt > now))).Id.ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );
    }

    [Test]
    public async Task Every_page_has_a_title_one_heading_and_both_languages_whatever_there_is_to_show()
    {
        var empty = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var full = await BuildAsync(n =>
            n.Open("bm2")
                .Group("Piteå", "Luleå", "Boden")
                .Submitted("Luleå", "startup", "1222222222")
                .Submitted("Luleå", "bm1", "3333332222")
                .Submitted("Boden", "bm1", "1111111111")
        );
        await full.AllHandInAsync("Luleå", "bm2", "3333333333");
        foreach (var network in new[] { empty, full })
        {
            var meetings = await PollAsync(network);
            foreach (
                var member in new[]
                {
                    network.Coordinator,
                    network["Luleå", Function.KeyPerson],
                    network["Piteå", Function.Manager],
                    network.Observer,
                }
            )
            {
                var reader = await member.ReaderAsync();
                foreach (var language in new[] { "sv", "en" })
                {
                    await reader.PostAsync("/language", ("language", language));
                    foreach (
                        var row in Table
                            .Split('\n')
                            .Skip(1)
                            .Select(line => line.Split(' ')[0])
                            .Where(p => !p.Contains('.') && !p.Contains("/attachments/"))
                    )
                    {
                        var path = row.Replace("{n}", network.Page())
                            .Replace("{c}", network.CohortPage())
                            .Replace("{id}", await MeetingAsync(network))
                            .Replace("{polled}", meetings.Polled)
                            .Replace("{planned}", meetings.Planned)
                            .Replace("{improvement}", await network.SomeImprovementAsync())
                            .Replace(
                                "assessments/bm1",
                                "assessments/"
                                    + network
                                        .Cohort.Occasions.First(o =>
                                            o.OpensAt < DateTimeOffset.UtcNow && o.StartsAt > DateTimeOffset.UtcNow
                                        )
                                        .Key
                            );
                        var page = await reader.GetAsync(path);
                        if (page.Status == HttpStatusCode.Redirect)
                        {
                            continue;
                        }

                        page.Title.ShouldMatch("^.{3,} – Modellkommuner$", path);
                        System.Text.RegularExpressions.Regex.Count(page.Html, "<h1[ >]").ShouldBe(1, path);
                        page.Heading.ShouldNotBeEmpty(path);
                        page.Html.ShouldContain($"lang=\"{language}\"");
                        page.Text.ShouldNotContain("{0}");
                    }
                }
            }
        }
    }
}
