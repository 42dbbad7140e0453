using Microsoft.EntityFrameworkCore.Migrations;

namespace ModelMunicipalities.App.Data.Migrations;

/// <summary>The tables that Quartz made for itself: what was paused there stays paused, and they go.</summary>
internal static class FormerScheduler
{
    /// <summary>Those that refer to others first.</summary>
    private static readonly string[] Tables =
    [
        "SIMPLE_TRIGGERS", "SIMPROP_TRIGGERS", "CRON_TRIGGERS", "BLOB_TRIGGERS", "TRIGGERS", "JOB_DETAILS", "CALENDARS", "FIRED_TRIGGERS",
        "PAUSED_TRIGGER_GRPS", "PAUSED_JOB_GRPS", "SCHEDULER_STATE", "LOCKS", "EXECUTION_HISTORY", "JOB_STATUS", "MISFIRE_HISTORY",
    ];

    public static void Leave(MigrationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var (where, now) = builder.ActiveProvider switch
        {
            "Microsoft.EntityFrameworkCore.Sqlite" => ("CREATE TABLE IF NOT EXISTS", "strftime('%Y-%m-%d %H:%M:%f', 'now')"),
            "Npgsql.EntityFrameworkCore.PostgreSQL" => ("CREATE TABLE IF NOT EXISTS", "now()"),
            _ => ("IF OBJECT_ID('QRTZ_TRIGGERS') IS NULL CREATE TABLE", "SYSUTCDATETIME()"),
        };

        // Not there on a database that never ran a job.
        builder.Sql($"{where} QRTZ_TRIGGERS (TRIGGER_NAME varchar(150), TRIGGER_GROUP varchar(150), TRIGGER_STATE varchar(16));");
        builder.Sql(
            $"""
            INSERT INTO "JobStates" ("NetworkId", "Job", "Since", "PausedAt", "Asked", "Answered")
            SELECT n."Id", t.TRIGGER_NAME, {now}, {now}, 0, 0
            FROM QRTZ_TRIGGERS t JOIN "Networks" n ON n."Slug" = t.TRIGGER_GROUP
            WHERE t.TRIGGER_STATE LIKE 'PAUSED%';
            """);
        foreach (var table in Tables)
        {
            builder.Sql($"DROP TABLE IF EXISTS QRTZ_{table};");
        }
    }
}
