using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

/// <summary>Who comes into a group, or is let see what others have moved, after figures have been read.</summary>
public class NewcomerTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private static readonly string[] Others = ["Boden", "Vännäs", "Kalmar"];

    [TestCase(7, false)]
    [TestCase(9, true)]
    public async Task She_reads_what_the_others_had_submitted_only_as_long_as_enough_are_left_of_the_figures(
        int participants,
        bool reads
    )
    {
        var network = await BuildAsync(n => Scored(n, participants));
        var (member, improvement) = (network["Luleå", Function.KeyPerson], await ImprovedAsync(network, "Kalmar"));
        await MeetAsync(network);

        var assessment = await member.Api.GetAsync(network.At("Kalmar", "bm1"));
        if (reads)
        {
            assessment.ShouldBeOk();
        }
        else
        {
            assessment.ShouldBeRefused(HttpStatusCode.Forbidden, "BeforeTogether");
        }

        (await member.Api.GetAsync(network.ImprovementOf("Kalmar", improvement))).ShouldBeOk()["scores"]!
            .AsArray()
            .Count.ShouldBe(reads ? 1 : 0);
        (await network.Coordinator.Api.GetAsync(network.ImprovementOf("Kalmar", improvement))).ShouldBeOk()["scores"]!
            .AsArray()
            .Count.ShouldBe(1);
    }

    [TestCase(6, false)]
    [TestCase(9, true)]
    public async Task What_she_does_not_read_stands_on_no_page_in_no_pack_and_in_no_report(int participants, bool reads)
    {
        var network = await BuildAsync(n => Scored(n, participants, "Piteå"));
        await MeetAsync(network);
        var member = network["Luleå", Function.KeyPerson].Api;
        var occasions = (await member.GetAsync(network.Of("Kalmar"))).ShouldBeOk()["occasions"]!.AsArray();
        occasions.Count(o => o!["scores"] is not null).ShouldBe(reads ? 2 : 0, "on its page");
        (Kalmar((await member.GetAsync(network.Of("Luleå"))).ShouldBeOk(), "group")["sum"] is not null).ShouldBe(
            reads,
            "beside her own"
        );
        var mentor = network["Piteå", Function.KeyPerson].Api;
        var scores = Kalmar((await mentor.GetAsync(network.InCohort("/mentees"))).ShouldBeOk(), "mentees")["scores"]!;
        scores.AsObject().Count.ShouldBe(reads ? 2 : 0, "among the mentees");
        var pack = (await member.GetAsync(await network.RoomAsync("Luleå", "bm2", "/pack"))).ShouldBeOk();
        (Kalmar(pack, "organisations")["sum"] is not null).ShouldBe(reads, "in the pack");

        var asked = new
        {
            kind = "group",
            organisation = "lulea",
            format = "csv",
            language = "sv",
        };
        var report = await network.DocumentAsync(await network.ReportAsync(network["Luleå", Function.KeyPerson], asked));
        var rows = report.Tables.SelectMany(t => t.Rows).Where(r => r[0].Text == "Kalmar");
        rows.Any(r => r.Skip(1).Any(c => c.Value is not null)).ShouldBe(reads, "in the report");

        static System.Text.Json.Nodes.JsonNode Kalmar(Reply reply, string list) =>
            reply[list]!.AsArray().Single(o => o!["organisation"]!.ToString() == "kalmar")!;
    }

    [TestCase(6, 0)]
    [TestCase(7, 1)]
    [TestCase(9, 3)]
    public async Task She_learns_from_what_was_moved_before_the_consent_only_as_long_as_enough_are_left_of_the_figures(
        int participants,
        int told
    )
    {
        var network = await BuildAsync(n => Scored(n, participants));
        foreach (var other in Others)
        {
            (
                await network[other, Function.KeyPerson].Api.PutAsync(network.Of(other, "/sharing"), new { shares = true })
            ).ShouldBeOk();
        }

        (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.InNetwork("/learning?step=1"))).ShouldBeOk()["items"]!
            .AsArray()
            .Count.ShouldBe(told);
        (await network.Coordinator.Api.GetAsync(network.InNetwork("/learning?step=1"))).ShouldBeOk()["items"]!
            .AsArray()
            .Count.ShouldBe(3);
    }

    /// <summary>The three others come into Luleå's group.</summary>
    private static Task MeetAsync(TestNetwork network) =>
        network.ChangeAsync(async db =>
        {
            var parts = await db.Participations.ToListAsync();
            var group = parts.Find(p => p.OrganisationId == network["Luleå"].Id)!.GroupId;
            var now = DateTimeOffset.UtcNow;
            parts.FindAll(p => Others.Any(o => network[o].Id == p.OrganisationId)).ForEach(p => p.MoveTo(group, now));
        });

    /// <summary>
    /// Luleå by itself, perhaps with a mentor, three others with people, and more without; each has moved step 1 by one between
    /// two occasions that are over.
    /// </summary>
    private static NetworkPlan Scored(NetworkPlan plan, int participants, string? mentor = null)
    {
        string[] names = ["Luleå", .. Others, .. Enumerable.Range(5, participants - 4).Select(i => $"Kommun {i:00}")];
        plan = plan.Open("bm2");
        plan = (mentor is null ? plan.Peers("Luleå") : plan.Group(mentor, "Luleå")).Peers(Others).Participants(names[4..]);
        return names.Aggregate(plan, (p, name) =>
            p.Submitted(name, "startup", "1222222222").Submitted(name, "bm1", "2222222222")
        );
    }

    private static async Task<int> ImprovedAsync(TestNetwork network, string organisation)
    {
        var id = await network.ImproveAsync(organisation, new { title = "Ny mall", steps = new[] { 1 } });
        await network.ChangeAsync(async db =>
            (
                await db.ConsensusScores.FirstAsync(s =>
                    s.Step == 1
                    && db.Assessments.Any(a =>
                        a.Id == s.AssessmentId
                        && a.OrganisationId == network[organisation].Id
                        && db.Occasions.Any(o => o.Id == a.OccasionId && o.Key == "bm1")
                    )
                )
            ).ImprovementId = id
        );
        return id;
    }
}
