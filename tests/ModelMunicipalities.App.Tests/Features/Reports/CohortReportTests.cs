using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Tests.Features.Reports;

public class CohortReportTests(DatabaseProvider provider) : ReportTest(provider)
{
    [Test]
    public async Task Everybodys_report_of_the_cohort_names_no_organisation_and_shows_no_aggregate_of_few()
    {
        var network = await BuildAsync(Reporting.ScoredByMany);
        await network.ChangeAsync(async db =>
            (await db.Memberships.FirstAsync(m => m.OrganisationId == network["Vännäs"].Id)).EndedAt = DateTimeOffset.UtcNow
        );
        var named = await network.DocumentAsync(
            await network.ReportAsync(
                network.Coordinator,
                new
                {
                    kind = "cohort",
                    format = "csv",
                    language = "sv",
                }
            )
        );
        named.ToJson().ShouldContain("Vännäs");
        var open = await network.DocumentAsync(
            await network.ReportAsync(
                network.Observer,
                new
                {
                    kind = "cohort",
                    format = "csv",
                    language = "sv",
                }
            )
        );
        foreach (var name in Reporting.Names)
        {
            open.ToJson().ShouldNotContain(name);
        }

        // Who has no politician is counted as it is today, and is the coordinator's to know.
        named.Tables.ShouldContain(t => t.Caption == "Lediga platser efter funktion");
        open.Sections.ShouldNotContain(s => s.Heading == "De tre funktionerna");
        open.Tables.ShouldContain(t => t.Caption == named.Tables.First(n => n.Columns.Count > 3 && n.Rows.Count == 10).Caption);
        var few = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden")
                .Submitted("Luleå", "startup", "2222222222")
                .Submitted("Boden", "startup", "3333333333")
        );
        var document = await few.DocumentAsync(
            await few.ReportAsync(
                few.Observer,
                new
                {
                    kind = "cohort",
                    format = "csv",
                    language = "sv",
                }
            )
        );
        document.Tables.ShouldNotContain(t => t.Rows.Count == 10);
        document.ToJson().ShouldNotContain("2,50");
    }

    [Test]
    public async Task It_shows_no_aggregate_that_a_member_could_take_her_own_group_out_of()
    {
        var network = await BuildAsync(Reporting.Scored);
        var open = await network.DocumentAsync(
            await network.ReportAsync(
                network.Observer,
                new
                {
                    kind = "cohort",
                    format = "csv",
                    language = "sv",
                }
            )
        );
        open.Tables.ShouldNotContain(t => t.Rows.Count == 10, "of six, four are left without the two of a group");
        var named = await network.DocumentAsync(
            await network.ReportAsync(
                network.Coordinator,
                new
                {
                    kind = "cohort",
                    format = "csv",
                    language = "sv",
                }
            )
        );
        named.Tables.ShouldContain(t => t.Rows.Count == 10);
    }

    [Test]
    public async Task Nor_one_that_somebody_with_functions_in_two_groups_could_take_both_out_of()
    {
        var network = await BuildAsync(Reporting.ScoredByMany);
        await network.ChangeAsync(db =>
        {
            db.Memberships.Add(
                new()
                {
                    PersonId = network["Luleå", Function.Manager].Id,
                    OrganisationId = network["Kalmar"].Id,
                    Function = Function.Politician,
                    Since = DateTimeOffset.UtcNow.AddYears(-1),
                    EndedAt = DateTimeOffset.UtcNow,
                }
            );
            return Task.CompletedTask;
        });
        var open = await network.DocumentAsync(
            await network.ReportAsync(
                network.Observer,
                new
                {
                    kind = "cohort",
                    format = "csv",
                    language = "sv",
                }
            )
        );
        open.Tables.ShouldNotContain(t => t.Rows.Count == 10, "of eight, four are left without the two of each group");
    }

    [Test]
    public async Task One_that_has_left_stays_in_the_coordinators_report_of_what_it_took_part_in()
    {
        var network = await BuildAsync(Reporting.ScoredByMany);
        await network.ChangeAsync(async db =>
            (await db.Participations.SingleAsync(p => p.OrganisationId == network["Boden"].Id)).WithdrawnAt =
                DateTimeOffset.UtcNow
        );
        var named = await network.DocumentAsync(
            await network.ReportAsync(
                network.Coordinator,
                new
                {
                    kind = "cohort",
                    format = "csv",
                    language = "sv",
                }
            )
        );
        named.Tables.SelectMany(t => t.Rows).ShouldContain(r => r[0].Text == "Boden" && r.Skip(1).Any(c => c.Value != null));
    }

    [Test]
    public async Task An_occasion_that_goes_on_is_in_no_aggregate_whoever_asks()
    {
        var network = await ScoredAsync();
        await network.ChangeAsync(async db =>
        {
            var (cohort, bm1) = (network.Cohort.Id, await db.Occasions.SingleAsync(o => o.Key == "bm1"));
            foreach (
                var organisation in await db
                    .Participations.Where(p => p.Role == CohortRole.Participant)
                    .Select(p => p.OrganisationId)
                    .ToListAsync()
            )
            {
                db.Assessments.Add(
                    new Assessment
                    {
                        CohortId = cohort,
                        OccasionId = bm1.Id,
                        OrganisationId = organisation,
                        Instrument = "ten-step-2019",
                        SubmittedAt = DateTimeOffset.UtcNow,
                        Profile = "3333333333",
                    }
                );
            }
        });
        var document = await network.DocumentAsync(
            await network.ReportAsync(
                network.Coordinator,
                new
                {
                    kind = "cohort",
                    format = "csv",
                    language = "sv",
                }
            )
        );
        document
            .Tables.Where(t => t.Rows.Count == 10 && t.Columns.Count < 8)
            .ShouldAllBe(t => !t.Columns.Any(c => c.Head.Contains("BM", StringComparison.Ordinal)));
    }

    [Test]
    public async Task What_one_adds_to_an_occasion_that_goes_on_or_says_of_the_time_after_shows_in_no_two_reports()
    {
        var network = await ScoredAsync();
        object body = new
        {
            kind = "cohort",
            format = "csv",
            language = "sv",
        };
        var before = await network.DocumentAsync(await network.ReportAsync(network.Observer, body));
        await network.AllHandInAsync("Luleå", "bm1", "1111111111");
        await network.AgreeAsync("Luleå", "bm1", "1111111111");
        (await network["Luleå", Function.KeyPerson].Api.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeOk();
        await network.ChangeAsync(async db =>
            (await db.Participations.SingleAsync(p => p.OrganisationId == network["Luleå"].Id)).Afterwards = Afterwards.NotMentor
        );
        await network.ImproveAsync("Luleå");
        var after = await network.DocumentAsync(await network.ReportAsync(network.Observer, body));
        after.Tables.Select(t => t.Caption).ShouldBe(before.Tables.Select(t => t.Caption));
        after
            .Tables.SelectMany(t => t.Rows)
            .SelectMany(r => r)
            .ShouldBe(before.Tables.SelectMany(t => t.Rows).SelectMany(r => r));
    }

    [Test]
    public async Task Improvements_are_told_as_they_were_when_the_last_occasion_was_over_and_only_where_enough_take_part()
    {
        object cohort = new
        {
            kind = "cohort",
            format = "csv",
            language = "sv",
        };
        var network = await BuildAsync(Reporting.ScoredByMany);
        await BegunAsync(network, "Luleå", done: true);
        await BegunAsync(network, "Boden", done: false);
        await network.ImproveAsync("Vännäs");
        var open = (await network.DocumentAsync(await network.ReportAsync(network.Observer, cohort))).ToJson();
        open.ShouldContain("Förbättringar som hade börjat när Uppstart var över: 2, i 2 av organisationerna. Klara då: 1.");
        open.ShouldNotContain("Förbättringar efter läge");
        (await network.DocumentAsync(await network.ReportAsync(network.Coordinator, cohort)))
            .ToJson()
            .ShouldContain("Förbättringar: 3, i 3 av organisationerna.");
        (await YearAsync(network)).ShouldBe(["2", "1"]);

        var few = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await BegunAsync(few, "Luleå", done: true);
        (await YearAsync(few)).ShouldBe(["–", "–"]);

        static async Task<DateTimeOffset> ThenAsync(TestNetwork network) =>
            (await network.InDbAsync(db => db.Occasions.SingleAsync(o => o.Key == "startup"))).EndsAt.AddHours(-1);

        static async Task BegunAsync(TestNetwork network, string organisation, bool done)
        {
            var (id, then) = (await network.ImproveAsync(organisation), await ThenAsync(network));
            await network.ChangeAsync(async db =>
            {
                var improvement = await db.Improvements.SingleAsync(i => i.Id == id);
                (improvement.CreatedAt, improvement.Status, improvement.EndedAt) = (
                    then,
                    done ? ImprovementStatus.Done : ImprovementStatus.Active,
                    done ? then : null
                );
            });
        }

        static async Task<IEnumerable<string>> YearAsync(TestNetwork network)
        {
            var year = TimeZoneInfo
                .ConvertTime(await ThenAsync(network), TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm"))
                .Year;
            var report = await network.DocumentAsync(
                await network.ReportAsync(
                    network.Coordinator,
                    new
                    {
                        kind = "annual",
                        year,
                        format = "csv",
                        language = "sv",
                    },
                    network.InNetwork("/reports")
                )
            );
            return report.Tables.First().Rows.Single().TakeLast(2).Select(c => c.Text);
        }
    }
}
