using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ModelMunicipalities.App.Tests.Data;

public class MigrationTests
{
    [Test]
    public void The_migrations_make_what_the_model_says([Values] DatabaseProvider provider)
    {
        using var db = Contexts.On(provider);
        db.Database.HasPendingModelChanges()
            .ShouldBeFalse($"dotnet ef migrations add … --context {db.GetType().Name}; see docs/development.md");
    }

    [Test]
    public void The_script_makes_every_table_and_index([Values] DatabaseProvider provider)
    {
        using var db = Contexts.On(provider);
        var script = db.GetService<IMigrator>()
            .GenerateScript(
                options: provider == DatabaseProvider.Sqlite
                    ? MigrationsSqlGenerationOptions.Default
                    : MigrationsSqlGenerationOptions.Idempotent
            );
        var model = db.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        model
            .Tables.Select(t => t.Name)
            .Where(name => !Regex.IsMatch(script, $@"CREATE TABLE [""\[]{name}[""\]]"))
            .ShouldBeEmpty();
        model
            .Tables.SelectMany(t => t.Indexes)
            .Where(i => !Regex.IsMatch(script, $@"CREATE {(i.IsUnique ? "UNIQUE " : "")}INDEX [""\[]{i.Name}[""\]]"))
            .Select(i => i.Name)
            .ShouldBeEmpty();
        model
            .Tables.SelectMany(t => t.ForeignKeyConstraints)
            .Where(f => !script.Contains(f.Name, StringComparison.Ordinal))
            .Select(f => f.Name)
            .ShouldBeEmpty();
    }

    [Test]
    public void What_must_not_be_there_twice_is_kept_so_by_the_database([Values] DatabaseProvider provider)
    {
        using var db = Contexts.On(provider);
        var unique = db.GetService<IDesignTimeModel>()
            .Model.GetEntityTypes()
            .SelectMany(e =>
                e.GetIndexes()
                    .Where(i => i.IsUnique)
                    .Select(i => $"{e.ClrType.Name}: {string.Join(", ", i.Properties.Select(p => p.Name))}")
            )
            .ToList();
        new[]
        {
            "Network: Slug",
            "Organisation: NetworkId, Slug",
            "Cohort: NetworkId, Slug",
            "Occasion: CohortId, Key",
            "Participation: CohortId, OrganisationId",
            "Assessment: OccasionId, OrganisationId",
            "Scoring: AssessmentId, Function",
            "Answer: ScoringId, Step",
            "ConsensusScore: AssessmentId, Step",
            "Invitation: TokenHash",
            "InvitationLink: TokenHash",
            "Session: FamilyHash",
            "Application: CohortId, OrganisationId",
            "PairingProposal: CohortId, Number",
            "AgendaTemplate: NetworkId, Form",
            "Poll: MeetingId",
            "PollInvitee: PollId, PersonId",
            "PollInvitee: TokenHash",
            "PollAnswer: SlotId, PersonId",
            "MeetingSettings: NetworkId",
            "Preparation: MeetingId, OrganisationId, Task",
            "Attendance: MeetingId, OrganisationId, Function",
            "MeetingFeedback: MeetingId, PersonId",
            "CalendarFeed: TokenHash",
            "ImprovementReview: ImprovementId, MeetingId",
            "MailChoices: NetworkId, PersonId",
            "Reminder: NetworkId, PersonId, Reason, Subject, Window, WindowFrom",
            "ReminderSetting: NetworkId, Reason",
        }.ShouldBeSubsetOf(unique);
    }

    [Test]
    public void The_three_databases_have_the_same_tables_and_columns()
    {
        using var sqlite = Contexts.Sqlite();
        var expected = Columns(sqlite);
        foreach (var provider in new[] { DatabaseProvider.PostgreSql, DatabaseProvider.SqlServer })
        {
            using var db = Contexts.On(provider);
            Columns(db).ShouldBe(expected);
        }

        static List<string> Columns(AppDb db) =>
            [
                .. db.GetService<IDesignTimeModel>()
                    .Model.GetRelationalModel()
                    .Tables.SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name} {(c.IsNullable ? "null" : "")}"))
                    .Order(StringComparer.Ordinal),
            ];
    }

    [Test]
    public void No_text_is_without_a_length()
    {
        using var db = Contexts.SqlServer();
        db.Model.GetEntityTypes()
            .SelectMany(e =>
                e.GetProperties()
                    .Where(p => p.ClrType == typeof(string) && p.GetMaxLength() is null && p.GetColumnType() == "nvarchar(max)")
                    .Select(p => $"{e.ClrType.Name}.{p.Name}")
            )
            .ShouldBeEmpty();
    }

    [Test]
    public void Nothing_is_deleted_with_what_it_only_refers_to()
    {
        // What history needs must be gone before what it is about: only parts of one thing go with the whole.
        using var db = Contexts.Sqlite();
        var cascading = db
            .Model.GetEntityTypes()
            .SelectMany(e => e.GetForeignKeys())
            .Where(f => f.DeleteBehavior == DeleteBehavior.Cascade)
            .Select(f => $"{f.DeclaringEntityType.ClrType.Name} with {f.PrincipalEntityType.ClrType.Name}");
        cascading.ShouldBe(
            [
                "ProgrammeDay with Cohort",
                "Criterion with Cohort",
                "TeamMember with Application",
                "CriterionAnswer with Application",
                "ProposedPair with PairingProposal",
                "ForbiddenPair with PairingProposal",
                "Answer with Scoring",
                "Scoring with Assessment",
                "ConsensusScore with Assessment",
                "Occasion with Cohort",
                "Group with Cohort",
                "Participation with Cohort",
                "Edition with Cohort",
                "AgendaItem with Meeting",
                "AgendaItem with AgendaTemplate",
                "PollSlot with Poll",
                "PollInvitee with Poll",
                "PollAnswer with PollSlot",
                "AttachmentContent with Attachment",
                "ReportContent with Report",
                "PdsaCycle with Improvement",
                "InvitationLink with Invitation",
                "Session with Person",
                "IdentityUserClaim`1 with Person",
                "IdentityUserLogin`1 with Person",
                "IdentityUserToken`1 with Person",
                "IdentityUserPasskey`1 with Person",
                "IdentityPasskeyData with IdentityUserPasskey`1",
            ],
            ignoreOrder: true
        );
    }
}
