using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>How many commands a request sends to the database.</summary>
public class QueryCountTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private static readonly string[] OfNetwork =
    [
        "/people",
        "/trail",
        "/jobs",
        "/mails",
        "/mail-choices",
        "/cohorts",
        "/organisations/kommun-01/team",
        "/generations",
        "/learning",
        "/learning?step=1",
    ];

    private static readonly string[] OfMeeting = ["", "/call", "/calendar.ics"];

    private static readonly string[] MeetingPages = ["", "/call", "/cancellation", "/calendar.ics"];

    private static readonly string[] OfCohort =
    [
        "",
        "/participants",
        "/groups",
        "/meetings",
        "/meetings/planning",
        "/progress",
        "/benchmark",
        "/benchmark?basis=respondents",
        "/mentees",
        "/organisations/kommun-01",
        "/organisations/kommun-01/assessments/bm1",
        "/assessments.csv",
        "/applications",
        "/applications.csv",
        "/applications/kommun-01",
        "/reports",
        "/improvements",
        "/improvements.csv",
        "/organisations/kommun-01/improvements",
        "/organisations/kommun-01/improvements/{improvement}",
        "/mentors",
        "/mentor-candidates",
        "/mentors/pitea",
        "/afterwards",
        "/organisations/kommun-01/afterwards",
        "/organisations/kommun-01/withdrawal",
    ];

    private static readonly string[] Pages =
    [
        "",
        "/benchmark",
        "/mentees",
        "/organisations/kommun-01",
        "/organisations/kommun-01/assessments/startup",
        "/mentors",
        "/mentors/pitea",
        "/afterwards",
        "/organisations/kommun-01/afterwards",
        "/organisations/kommun-01/withdrawal",
        "/applications",
        "/applications/kommun-01",
        "/reports",
        "/meetings",
        "/improvements",
        "/organisations/kommun-01/improvements",
        "/organisations/kommun-01/improvements/{improvement}",
    ];

    [Test]
    public async Task A_cohort_of_sixty_takes_no_more_commands_than_one_of_five()
    {
        var few = await CountAsync(5);
        var many = await CountAsync(60);
        many.ShouldBe(few);
        few.ShouldAllBe(c => c.Commands >= 1 && c.Commands <= 12);
    }

    [Test]
    public async Task A_poll_of_a_large_group_takes_no_more_commands_than_one_of_a_small_group()
    {
        var few = await CountMeetingsAsync(2);
        var many = await CountMeetingsAsync(20);
        many.ShouldBe(few);
        few.ShouldAllBe(c => c.Commands >= 1 && c.Commands <= 12);
    }

    [Test]
    public async Task Planning_for_three_hundred_takes_no_more_commands_than_for_five()
    {
        var few = await CountPlanningAsync(5);
        var many = await CountPlanningAsync(300);
        many.ShouldBe(few);
        few.ShouldAllBe(c => c.Commands >= 1 && c.Commands <= 12);
    }

    [Test]
    public async Task Pairing_sixty_takes_no_more_commands_than_pairing_five()
    {
        var few = await CountPairingAsync(5);
        var many = await CountPairingAsync(60);
        many.ShouldBe(few);
        few.ShouldAllBe(c => c.Commands >= 1 && c.Commands <= 15);
    }

    [Test]
    public async Task Reminders_of_sixty_take_no_more_commands_than_of_five()
    {
        var few = await CountRemindersAsync(5);
        (await CountRemindersAsync(60)).ShouldBe(few);

        // Each rule that is on has a few questions of its own.
        few.ShouldAllBe(c => c.Commands >= 1 && c.Commands <= 45);
    }

    [Test]
    public async Task A_meeting_of_sixty_takes_no_more_commands_than_one_of_five()
    {
        var few = await CountMeetingAsync(5);
        var many = await CountMeetingAsync(60);
        many.ShouldBe(few);
        few.ShouldAllBe(c => c.Commands >= 1 && c.Commands <= 15);
    }

    [Test]
    public async Task Saving_a_scoring_is_the_caller_one_read_and_one_write()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var at = network.At("Luleå", "bm1", "/mine");
        var manager = network["Luleå", Function.Manager].Api;
        (await manager.PutAsync(at, Body.Scores("2222222222"))).ShouldBeOk();
        (await manager.PutAsync(at, Body.Scores("3222222222"))).ShouldBeOk();

        var (reply, sql) = await manager.CountAsync(HttpMethod.Put, at, Body.Scores("3322222222"));
        reply.ShouldBeOk();
        var reads = sql.Where(s => s.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase)).ToList();
        reads.Count(s => s.Contains("Answers")).ShouldBe(1);
        reads.Count.ShouldBeLessThanOrEqualTo(3, string.Join("\n", sql));

        // SQLite is sent row by row what the others are sent at once; it is in the same process.
        if (Server.Provider != DatabaseProvider.Sqlite)
        {
            (sql.Count - reads.Count).ShouldBe(1, string.Join("\n----\n", sql));
        }
    }

    [Test]
    public async Task The_first_save_writes_no_more_than_a_batch_for_each_level_of_what_is_new()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (reply, sql) = await network["Luleå", Function.Manager]
            .Api.CountAsync(HttpMethod.Put, network.At("Luleå", "bm1", "/mine"), Body.Scores("2222222222"));
        reply.ShouldBeOk();
        if (Server.Provider != DatabaseProvider.Sqlite)
        {
            // The assessment, its scoring and the answers, each with the key that the one before was given.
            sql.Count(s => !s.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
                .ShouldBeLessThanOrEqualTo(3, string.Join("\n----\n", sql));
        }
    }

    [Test]
    public async Task A_meeting_of_many_with_a_long_history_takes_no_more_commands_than_one_of_two()
    {
        var few = await CountMeetingAsync(2, 1);
        var many = await CountMeetingAsync(25, 12);
        many.ShouldBe(few);
        few.ShouldAllBe(c => c.Commands >= 1 && c.Commands <= 17);
    }

    private async Task<List<(string Route, int Commands)>> CountMeetingAsync(int organisations, int rows)
    {
        var names = Enumerable.Range(1, organisations).Select(i => $"Kommun {i:00}").ToArray();
        var network = await BuildAsync(n =>
            names.Aggregate(n.Open("bm2").Group("Piteå", names), (plan, name) =>
                plan.Submitted(name, "startup", "1222222222")
                    .Submitted(name, "bm1", "2222222222")
                    .HandedIn(name, "bm1", Function.Manager, "1222222223")
            )
        );
        for (var i = 0; i < rows; i++)
        {
            foreach (var name in names)
            {
                await network.FurnishAsync(name);
            }
        }

        var member = network["Kommun 01", Function.KeyPerson];
        var meeting = await network.MeetingAsync("Kommun 01", "startup");
        var counts = new List<(string, int)>();
        foreach (var path in new[] { "/preparation", "/pack", "/record" })
        {
            counts.Add((path, await CountAsync(member, network.InNetwork($"/meetings/{meeting.Id}{path}"))));
        }

        var attachment = await network.InDbAsync(db => db.Attachments.MinAsync(a => a.Id));
        counts.Add(("attachment", await CountAsync(member, network.InNetwork($"/attachments/{attachment}"))));
        foreach (var path in new[] { "", "/agenda", "/pack", "/record" })
        {
            counts.Add(("page " + path, await CountNetworkPageAsync(network, member, $"/meetings/{meeting.Id}{path}")));
        }

        counts.Add(("page of template", await CountNetworkPageAsync(network, network.Coordinator, "/meetings/agendas/bm1")));
        return counts;
    }

    private Task<int> CountNetworkPageAsync(TestNetwork network, Member member, string path) =>
        CountAddressAsync(network, member, network.Page(path));

    private async Task<List<(string Route, int Commands)>> CountRemindersAsync(int organisations)
    {
        var network = await BuildAsync(n => n.Peers([.. Enumerable.Range(1, organisations).Select(i => $"Kommun {i:00}")]));
        await network.InMarchAsync();
        await network.RemindAsync("2031-03-06 10:00");
        return
        [
            ("/reminders", await CountAsync(network.Coordinator, network.InNetwork("/reminders"))),
            ("page", await CountNetworkPageAsync(network, network.Coordinator, "/reminders")),
        ];
    }

    private async Task<List<(string Route, int Commands)>> CountPlanningAsync(int organisations)
    {
        var network = await BuildAsync(n => n.Stage(CohortStage.Planning).Group("Piteå", "Luleå").Outside("Boden"));
        (
            await network.InviteToApplyAsync(
                new
                {
                    codes = Catalogue.All.Where(e => e.Name is not ("Piteå" or "Luleå")).Take(organisations).Select(e => e.Code),
                }
            )
        ).ShouldBeOk();
        var counts = new List<(string, int)>();
        foreach (var path in new[] { "/plan", "/invitations" })
        {
            counts.Add((path, await CountAsync(network.Coordinator, network.InCohort(path))));
        }

        foreach (var path in new[] { "/plan", "/plan/dates", "/plan/criteria", "/invitations", "/pairing" })
        {
            counts.Add(("page " + path, await CountPageAsync(network, network.Coordinator, path)));
        }

        return counts;
    }

    private async Task<List<(string Route, int Commands)>> CountMeetingsAsync(int organisations)
    {
        var names = Enumerable.Range(1, organisations).Select(i => $"Kommun {i:00}").ToArray();
        var network = await BuildAsync(n => n.Group("Piteå", names));
        var polled = await network.PlannedMeetingAsync("Piteå");
        var planned = await network.PlannedMeetingAsync("Piteå", "bm3");
        var slots = await network.OpenPollAsync(polled, "Piteå");
        foreach (var name in names)
        {
            (await network.AnswerAsync(network[name, Function.Manager], polled, slots, "yin")).ShouldBeOk();
        }

        var (key, token) = (
            network["Kommun 01", Function.KeyPerson],
            await network.PollTokenAsync(network["Kommun 01", Function.Politician])
        );
        var survey = await network.WrittenSurveyAsync();
        var surveyToken = await network.SurveyTokenAsync(network["Kommun 01", Function.Manager]);
        var counts = new List<(string, int)>();
        foreach (
            var (name, path) in new[]
            {
                ("mine", network.InNetwork("/meetings")),
                ("poll", network.AtMeeting(polled, "/poll")),
                ("suggestion", network.AtMeeting(planned, "/poll/suggestion")),
                ("link", $"/api/v1/polls/{token}"),
                ("surveys", network.InCohort("/surveys")),
                ("survey", network.AtSurvey(survey, "/results")),
                ("my surveys", network.InNetwork("/surveys")),
                ("survey by link", $"/api/v1/surveys/{surveyToken}"),
            }
        )
        {
            counts.Add((name, await CountAsync(key, path)));
        }

        counts.Add(("page survey", await CountPageAsync(network, network.Coordinator, $"/surveys/{survey}")));

        foreach (var (name, path) in new[] { ("mine", ""), ("poll", $"/{polled}/poll"), ("new", $"/{planned}/poll/new") })
        {
            counts.Add(("page " + name, await CountPageAsync(network, key, "/../../meetings" + path)));
        }

        return counts;
    }

    private async Task<List<(string Route, int Commands)>> CountPairingAsync(int organisations)
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå")
                .Taking(CohortRole.Mentor, Catalogue.Municipalities.Take(organisations / 3).Select(m => m.Name))
                .Participants(Catalogue.Municipalities.Skip(100).Take(organisations - 1).Select(m => m.Name))
        );
        await network.ProposeAsync();
        await network.ProposeAsync();
        var counts = new List<(string, int)>();
        foreach (var path in new[] { "/pairing/proposals", "/pairing/proposals/1", "/pairing/proposals/1/moves/lulea" })
        {
            counts.Add((path, await CountAsync(network.Coordinator, network.InCohort(path))));
        }

        foreach (var path in new[] { "/pairing", "/pairing/1", "/pairing/1?participant=lulea", "/pairing/1/compare/2" })
        {
            counts.Add(("page " + path, await CountPageAsync(network, network.Coordinator, path)));
        }

        return counts;
    }

    private async Task<List<(string Route, int Commands)>> CountAsync(int organisations)
    {
        var names = Enumerable.Range(1, organisations).Select(i => $"Kommun {i:00}").ToList();
        var network = await BuildAsync(n =>
            names.Aggregate(n.Group("Piteå", [.. names.Take(3)]).Participants(names.Skip(3)), (plan, name) =>
                plan.Submitted(name, "startup", "2222222222").HandedIn(name, "bm1", Function.Manager, "2222222222")
            )
        );
        await network.ChangeAsync(async db =>
            db.Applications.AddRange(
                (await db.Participations.Where(p => p.Role == CohortRole.Participant).ToListAsync()).Select(p => new Application
                {
                    CohortId = p.CohortId,
                    OrganisationId = p.OrganisationId,
                    Status = ApplicationStatus.Submitted,
                    SubmittedAt = DateTimeOffset.UtcNow,
                })
            )
        );
        await network.ChangeAsync(async db =>
        {
            foreach (var part in await db.Participations.Where(p => p.Role == CohortRole.Participant).ToListAsync())
            {
                part.SharesProgress = true;
                db.Improvements.Add(
                    new Improvement
                    {
                        CohortId = part.CohortId,
                        OrganisationId = part.OrganisationId,
                        Title = "Mall",
                        Steps = [1],
                        CreatedAt = DateTimeOffset.UtcNow,
                        TouchedAt = DateTimeOffset.UtcNow,
                    }
                );
            }
        });
        var (improvement, meeting) = await network.InDbAsync(async db =>
            (
                (await db.Improvements.SingleAsync(i => i.OrganisationId == network["Kommun 01"].Id)).Id,
                (await db.Meetings.OrderBy(m => m.Id).FirstAsync()).Id
            )
        );
        string Fill(string path) => path.Replace("{improvement}", $"{improvement}").Replace("{id}", $"{meeting}");
        var (coordinator, mentor) = (network.Coordinator, network["Piteå", Function.KeyPerson]);
        var counts = new List<(string, int)>();
        foreach (var path in OfNetwork)
        {
            counts.Add((path, await CountAsync(coordinator, network.InNetwork(path))));
        }

        foreach (var path in OfCohort)
        {
            counts.Add((path, await CountAsync(path == "/mentees" ? mentor : coordinator, network.InCohort(Fill(path)))));
        }

        foreach (var path in Pages)
        {
            counts.Add(("page " + path, await CountPageAsync(network, path == "/mentees" ? mentor : coordinator, Fill(path))));
        }

        counts.Add(
            ("/meetings/{id}/improvements", await CountAsync(mentor, network.InNetwork(Fill("/meetings/{id}/improvements"))))
        );
        return counts;
    }

    /// <summary>
    /// One of the whole cohort, with a history of meetings and tools as long as the cohort is large; a tenth are parts of
    /// municipalities.
    /// </summary>
    private async Task<List<(string Route, int Commands)>> CountMeetingAsync(int organisations)
    {
        var names = Enumerable.Range(1, organisations).Select(i => $"Kommun {i:00}").ToList();
        var network = await BuildAsync(n => n.Group("Piteå", [.. names]));
        await network.ChangeAsync(async db =>
        {
            foreach (var part in await db.Organisations.Where(o => o.Code == null).ToListAsync())
            {
                part.ParentId = network["Piteå"].Id;
            }
        });
        for (var i = 0; i < organisations / 5; i++)
        {
            await network.ToolAsync($"Verktyg {i}", Domain.Meetings.InformationClass.Internal);
            await network.WholeAsync(Domain.Meetings.MeetingStatus.Confirmed);
        }

        var id = await network.MeetingOfAsync("Piteå", "bm1");
        var tool = await network.InDbAsync(db => db.MeetingTools.Select(t => t.Id).FirstAsync());
        (
            await network.CallAsync(network.Coordinator, id, Calling.Digital().With("tool", tool).With("host", "pitea"))
        ).ShouldBeOk();
        var counts = new List<(string, int)>();
        foreach (var path in OfMeeting)
        {
            counts.Add((path, await CountAsync(network.Coordinator, network.AtMeeting(id, path))));
        }

        foreach (var path in new[] { "/meetings/settings", "/calendar" })
        {
            counts.Add((path, await CountAsync(network.Coordinator, network.InNetwork(path))));
            counts.Add(("page " + path, await CountPageAsync(network, network.Coordinator, $"/../..{path}")));
        }

        foreach (var path in MeetingPages)
        {
            counts.Add(("page " + path, await CountPageAsync(network, network.Coordinator, $"/../../meetings/{id}{path}")));
        }

        return counts;
    }

    private static async Task<int> CountAsync(Member member, string path)
    {
        // The caller's places are remembered for some seconds only: on a slow machine either of the two may have to read them
        // anew.
        var (first, before) = await member.Api.CountAsync(HttpMethod.Get, path);
        var (second, after) = await member.Api.CountAsync(HttpMethod.Get, path);
        first.Status.ShouldBe(HttpStatusCode.OK, $"{path}: {first.Text}");
        second.Status.ShouldBe(HttpStatusCode.OK, $"{path}: {second.Text}");
        return Math.Min(before.Count, after.Count);
    }

    /// <summary>The commands of a page that nobody has been given since something changed.</summary>
    private Task<int> CountPageAsync(TestNetwork network, Member member, string path) =>
        CountAddressAsync(network, member, network.CohortPage(path));

    private async Task<int> CountAddressAsync(TestNetwork network, Member member, string address)
    {
        var reader = await member.ReaderAsync();
        (await reader.GetAsync(address)).ShouldBeOk();
        await network.ChangeAsync(db =>
        {
            db.Groups.First().Name += "!";
            return Task.CompletedTask;
        });
        var id = Guid.NewGuid().ToString("N");
        (await reader.GetAsync(address, (SqlLog.Header, id))).ShouldBeOk();
        return Server.Sql.Of(id).Count;
    }
}
