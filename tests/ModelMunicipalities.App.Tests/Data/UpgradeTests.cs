using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Tests.Data;

/// <summary>A database with years of work in it is brought on by the migrations, and all of it is still there.</summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public class UpgradeTests(DatabaseProvider provider)
{
    [Test]
    public async Task A_running_and_a_closed_cohort_keep_what_they_are_when_cohorts_are_given_stages()
    {
        var folder = Directory.CreateTempSubdirectory("modellkommuner-");
        var (settings, drop) = Databases.Create(provider, folder.FullName);
        try
        {
            await using (var before = Contexts.At(provider, settings["Database:ConnectionString"]))
            {
                await before.GetService<IMigrator>().MigrateAsync("Initial");
                foreach (var row in Before)
                {
                    var table = row[12..row.IndexOf(' ', 12)];
                    await before.Database.ExecuteSqlRawAsync(
                        provider == DatabaseProvider.SqlServer
                            ? $"SET IDENTITY_INSERT {table} ON; {row}; SET IDENTITY_INSERT {table} OFF"
                            : row
                    );
                }
            }

            await using var db = Contexts.At(provider, settings["Database:ConnectionString"]);
            await db.Database.MigrateAsync();
            db.Caller.Enter(await db.Networks.SingleAsync());
            var cohorts = await db.Cohorts.AsNoTracking().OrderBy(c => c.Id).ToListAsync();
            cohorts
                .Select(c => (c.Slug, (int)c.Stage, c.ClosedAt is null, c.Version, c.ApplyBy))
                .ShouldBe([("2027", 5, true, 0, null), ("2017-2018", 6, false, 0, null)]);
            cohorts.ShouldAllBe(c => c.Criteria.Count == 0 && c.Days.Count == 0);

            var taking = await db.Participations.OrderBy(p => p.Id).ToListAsync();
            taking
                .Select(p => (p.OrganisationId, p.Role, p.WithdrawnAt is null))
                .ShouldBe([(1, CohortRole.Mentor, true), (2, CohortRole.Participant, true), (2, CohortRole.Participant, false)]);
            taking.ShouldAllBe(p =>
                p.Focus.Count == 0 && p.Places == null && !p.IsUnavailable && p.Version == 0 && p.Afterwards == null
            );
            (
                await db.Applications.CountAsync(),
                await db.ProgrammeDays.CountAsync(),
                await db.PairingProposals.CountAsync()
            ).ShouldBe((0, 0, 0));

            var meetings = await db.Meetings.OrderBy(m => m.Id).ToListAsync();
            meetings
                .Select(m => (m.Form, m.Status, m.Number, m.GroupId, m.StartsAt, m.EndsAt))
                .ShouldBe([
                    (
                        "startup",
                        MeetingStatus.Confirmed,
                        1,
                        null,
                        new DateTimeOffset(2027, 1, 12, 12, 0, 0, TimeSpan.Zero),
                        new DateTimeOffset(2027, 1, 12, 15, 0, 0, TimeSpan.Zero)
                    ),
                    (
                        "bm1",
                        MeetingStatus.Confirmed,
                        1,
                        1,
                        new DateTimeOffset(2027, 4, 6, 12, 0, 0, TimeSpan.Zero),
                        new DateTimeOffset(2027, 4, 6, 15, 0, 0, TimeSpan.Zero)
                    ),
                ]);
            meetings.ShouldAllBe(m =>
                m.WindowFrom == m.StartsAt
                && m.WindowTo == m.EndsAt
                && m.Uid != Guid.Empty
                && m.Agenda.Count == 0
                && m.Mode == null
            );
            meetings[0].Uid.ShouldNotBe(meetings[1].Uid);

            // And they can be worked with.
            meetings[0].Agenda.Add(new AgendaItem { Minutes = 10, Title = "Välkomna" });
            taking[0].Focus.Add(FocusAreas.All[0].Key);
            (await db.Cohorts.SingleAsync(c => c.Slug == "2027")).Criteria = ProgrammeTemplate.All[0].NewCriteria();
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
            (await db.Meetings.FirstAsync(m => m.Id == 1)).Agenda.Single().Title.ShouldBe("Välkomna");
            (await db.Participations.FirstAsync(p => p.Id == 1)).Focus.ShouldBe([FocusAreas.All[0].Key]);
            (await db.Cohorts.SingleAsync(c => c.Slug == "2027")).Criteria.Count.ShouldBe(6);
        }
        finally
        {
            await drop();
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_job_that_was_paused_stays_so_when_another_scheduler_comes_and_nothing_is_left_of_the_former()
    {
        var folder = Directory.CreateTempSubdirectory("modellkommuner-");
        var (settings, drop) = Databases.Create(provider, folder.FullName);
        try
        {
            await using (var before = Contexts.At(provider, settings["Database:ConnectionString"]))
            {
                await before.GetService<IMigrator>().MigrateAsync("SurveyFigures");
                foreach (
                    var row in new[]
                    {
                        Before[0],
                        "CREATE TABLE QRTZ_JOB_DETAILS (JOB_NAME varchar(150) PRIMARY KEY)",
                        "CREATE TABLE QRTZ_TRIGGERS (TRIGGER_NAME varchar(150), TRIGGER_GROUP varchar(150), JOB_NAME varchar(150) REFERENCES QRTZ_JOB_DETAILS (JOB_NAME), TRIGGER_STATE varchar(16))",
                        "INSERT INTO QRTZ_JOB_DETAILS VALUES ('digests')",
                        "INSERT INTO QRTZ_TRIGGERS VALUES ('digests', 'n', 'digests', 'PAUSED'), ('reminders', 'n', 'digests', 'WAITING'), ('reports', 'gone', 'digests', 'PAUSED')",
                    }
                )
                {
                    await before.Database.ExecuteSqlRawAsync(
                        provider == DatabaseProvider.SqlServer && row == Before[0]
                            ? $"SET IDENTITY_INSERT \"Networks\" ON; {row}"
                            : row
                    );
                }
            }

            await using var db = Contexts.At(provider, settings["Database:ConnectionString"]);
            await db.Database.MigrateAsync();
            db.Caller.Enter(await db.Networks.SingleAsync());
            var paused = (await db.JobStates.ToListAsync()).ShouldHaveSingleItem();
            paused.Job.ShouldBe("digests");
            paused
                .PausedAt.ShouldNotBeNull()
                .ShouldBeInRange(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddMinutes(1));
            await Should.ThrowAsync<System.Data.Common.DbException>(() =>
                db.Database.ExecuteSqlRawAsync("SELECT 1 FROM QRTZ_TRIGGERS")
            );
            await Should.ThrowAsync<System.Data.Common.DbException>(() =>
                db.Database.ExecuteSqlRawAsync("SELECT 1 FROM QRTZ_JOB_DETAILS")
            );
        }
        finally
        {
            await drop();
            folder.Delete(recursive: true);
        }
    }

    private string[] Before =>
        [
            $"""INSERT INTO "Networks" ("Id", "Slug", "Name", "TimeZone", "MinimumCell", "Stamp", "IsDemo") VALUES (1, 'n', 'N', 'Europe/Stockholm', 3, '{Guid.Empty}', {(provider == DatabaseProvider.SqlServer ? "0" : "FALSE")})""",
            """INSERT INTO "Organisations" ("Id", "NetworkId", "Slug", "Name", "Kind") VALUES (1, 1, 'pitea', 'Piteå', 1), (2, 1, 'lulea', 'Luleå', 1)""",
            """INSERT INTO "Cohorts" ("Id", "NetworkId", "Slug", "Name", "Instrument", "ClosedAt", "Invention") VALUES (1, 1, '2027', '2027', 'ten-step-2019', NULL, 0), (2, 1, '2017-2018', '2017', 'ten-step-2019', '2018-12-31 12:00:00', 0)""",
            """INSERT INTO "Groups" ("Id", "NetworkId", "CohortId", "Name") VALUES (1, 1, 1, 'Piteå')""",
            """INSERT INTO "Occasions" ("Id", "NetworkId", "CohortId", "Key", "Ordinal", "OpensAt", "DueAt", "StartsAt", "EndsAt") VALUES (1, 1, 1, 'startup', 1, '2027-01-01 12:00:00', '2027-01-10 12:00:00', '2027-01-12 12:00:00', '2027-01-12 15:00:00'), (2, 1, 1, 'bm1', 2, '2027-02-01 12:00:00', '2027-04-01 12:00:00', '2027-04-05 12:00:00', '2027-04-08 15:00:00')""",
            """INSERT INTO "Meetings" ("Id", "NetworkId", "CohortId", "OccasionId", "GroupId", "StartsAt", "EndsAt", "Place") VALUES (1, 1, 1, 1, NULL, '2027-01-12 12:00:00', '2027-01-12 15:00:00', 'Stockholm'), (2, 1, 1, 2, 1, '2027-04-06 12:00:00', '2027-04-06 15:00:00', NULL)""",
            """INSERT INTO "Participations" ("Id", "NetworkId", "CohortId", "OrganisationId", "Role", "GroupId", "WithdrawnAt") VALUES (1, 1, 1, 1, 2, 1, NULL), (2, 1, 1, 2, 1, 1, NULL), (3, 1, 2, 2, 1, NULL, '2018-03-01 12:00:00')""",
        ];
}
