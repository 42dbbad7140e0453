using System.Linq.Expressions;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Pairing;
using ModelMunicipalities.Domain.Reminders;
using ModelMunicipalities.Domain.Reports;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Data;

/// <summary>
/// The one model on every database. Rows of a network are seen and written only while the caller is in it: a named query
/// filter for reading, a guard for writing.
/// </summary>
public abstract class AppDb(DbContextOptions options) : IdentityUserContext<Person, int>(options), IDataProtectionKeyContext
{
    public const string TenantFilter = "Tenant";

    /// <summary>Whose rows are seen. Set when the context is taken from its pool.</summary>
    public Caller Caller { get; set; } = new();

    public DbSet<Network> Networks => Set<Network>();

    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<InvitationLink> InvitationLinks => Set<InvitationLink>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<JoinRequest> JoinRequests => Set<JoinRequest>();

    public DbSet<Cohort> Cohorts => Set<Cohort>();

    public DbSet<Occasion> Occasions => Set<Occasion>();

    public DbSet<ProgrammeDay> ProgrammeDays => Set<ProgrammeDay>();

    public DbSet<Application> Applications => Set<Application>();

    public DbSet<Group> Groups => Set<Group>();

    public DbSet<Participation> Participations => Set<Participation>();

    public DbSet<PairingProposal> PairingProposals => Set<PairingProposal>();

    public DbSet<Meeting> Meetings => Set<Meeting>();

    public DbSet<AgendaTemplate> AgendaTemplates => Set<AgendaTemplate>();

    public DbSet<Poll> Polls => Set<Poll>();

    public DbSet<PollSlot> PollSlots => Set<PollSlot>();

    public DbSet<PollInvitee> PollInvitees => Set<PollInvitee>();

    public DbSet<PollAnswer> PollAnswers => Set<PollAnswer>();

    public DbSet<MeetingTool> MeetingTools => Set<MeetingTool>();

    public DbSet<MeetingSettings> MeetingSettings => Set<MeetingSettings>();

    public DbSet<Preparation> Preparations => Set<Preparation>();

    public DbSet<MeetingQuestion> MeetingQuestions => Set<MeetingQuestion>();

    public DbSet<Attendance> Attendances => Set<Attendance>();

    public DbSet<MeetingDecision> MeetingDecisions => Set<MeetingDecision>();

    public DbSet<MeetingFeedback> MeetingFeedback => Set<MeetingFeedback>();

    public DbSet<Attachment> Attachments => Set<Attachment>();

    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();

    public DbSet<Improvement> Improvements => Set<Improvement>();

    public DbSet<ImprovementComment> ImprovementComments => Set<ImprovementComment>();

    public DbSet<ImprovementReview> ImprovementReviews => Set<ImprovementReview>();

    public DbSet<Assessment> Assessments => Set<Assessment>();

    public DbSet<Scoring> Scorings => Set<Scoring>();

    public DbSet<Answer> Answers => Set<Answer>();

    public DbSet<ConsensusScore> ConsensusScores => Set<ConsensusScore>();

    public DbSet<Edition> Editions => Set<Edition>();

    public DbSet<Report> Reports => Set<Report>();

    public DbSet<MailChoices> MailChoices => Set<MailChoices>();

    public DbSet<JobRun> JobRuns => Set<JobRun>();

    public DbSet<JobState> JobStates => Set<JobState>();

    public DbSet<Reminder> Reminders => Set<Reminder>();

    public DbSet<ReminderSetting> ReminderSettings => Set<ReminderSetting>();

    public DbSet<SurveySeries> SurveySeries => Set<SurveySeries>();

    public DbSet<Survey> Surveys => Set<Survey>();

    public DbSet<SurveyInvitee> SurveyInvitees => Set<SurveyInvitee>();

    public DbSet<SurveyResponse> SurveyResponses => Set<SurveyResponse>();

    public DbSet<SurveyTheme> SurveyThemes => Set<SurveyTheme>();

    public DbSet<OutgoingMail> OutgoingMails => Set<OutgoingMail>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    private int NetworkId => Caller.NetworkId;

    /// <summary>For the keys of data protection, which are saved in no other way.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Guard();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Guard();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private void Guard()
    {
        var changed = false;
        foreach (var entry in ChangeTracker.Entries<ITenantOwned>())
        {
            changed |= entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;
            if (entry.State is EntityState.Added && entry.Entity.NetworkId == 0)
            {
                entry.Entity.NetworkId = NetworkId;
            }

            var inNetwork = NetworkId != 0 && entry.Entity.NetworkId == NetworkId;
            var wasInNetwork =
                entry.State is EntityState.Added
                || entry.OriginalValues.GetValue<int>(nameof(ITenantOwned.NetworkId)) == NetworkId;
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && !(inNetwork && wasInNetwork))
            {
                throw new InvalidOperationException(
                    $"{entry.Metadata.ClrType.Name} of network {entry.Entity.NetworkId} written while in network {NetworkId}."
                );
            }
        }

        if (changed)
        {
            StampNetwork();
        }
    }

    /// <summary>Tells, with the change itself, that what has been remembered of the network no longer holds.</summary>
    private void StampNetwork()
    {
        var network = Networks.Local.FindEntry(NetworkId)
            ?? Networks.Attach(
                new Network
                {
                    Id = NetworkId,
                    Slug = "",
                    Name = "",
                }
            );
        network.Property(n => n.Stamp).CurrentValue = Guid.NewGuid();
        network.Property(n => n.Stamp).IsModified = true;
    }

    /// <summary>
    /// Begins a transaction in which nobody else writes in the network: the others wait for the network's row, which is the first
    /// that anybody writes there (<see cref="NetworkFirst"/>). For rules over several rows that no key guards: one request of an
    /// address, one organisation of a domain, a place that ends once.
    /// </summary>
    public async Task<IDbContextTransaction> BeginAloneAsync(CancellationToken ct)
    {
        var transaction = await Database.BeginTransactionAsync(ct);
        await WaitForNetworkAsync(ct);
        return transaction;
    }

    /// <summary>Waits, in the transaction that has begun, until nobody else writes in the network.</summary>
    public Task WaitForNetworkAsync(CancellationToken ct) =>
        Networks.Where(n => n.Id == NetworkId).ExecuteUpdateAsync(n => n.SetProperty(x => x.Stamp, Guid.NewGuid()), ct);

    /// <summary>Adds a line to the trail, to be saved with the change it tells of.</summary>
    public void Trail(string act, DateTimeOffset at, int? organisationId = null, int? occasionId = null, string? detail = null) =>
        AuditEntries.Add(
            new AuditEntry
            {
                Act = act,
                At = at,
                PersonId = Caller.PersonId,
                OrganisationId = organisationId,
                OccasionId = occasionId,
                Detail = detail,
            }
        );

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Instants are kept as UTC date-times: every database compares and orders those.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<string>().HaveMaxLength(200);
        configurationBuilder.Conventions.Replace<ForeignKeyIndexConvention>(services => new IndexesOfForeignKeys(
            services.GetRequiredService<ProviderConventionSetBuilderDependencies>()
        ));
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);
        foreach (var type in builder.Model.GetEntityTypes().Where(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType)).ToList())
        {
            var row = Expression.Parameter(type.ClrType);
            var sameNetwork = Expression.Equal(
                Expression.Property(row, nameof(ITenantOwned.NetworkId)),
                Expression.Property(Expression.Constant(this, typeof(AppDb)), nameof(NetworkId))
            );
            builder.Entity(type.ClrType).HasQueryFilter(TenantFilter, Expression.Lambda(sameNetwork, row));
            builder
                .Entity(type.ClrType)
                .HasOne(typeof(Network))
                .WithMany()
                .HasForeignKey(nameof(ITenantOwned.NetworkId))
                .OnDelete(DeleteBehavior.Restrict);
        }
    }

    /// <summary>
    /// No index of NetworkId alone: it would hold half of every table, and a planner without statistics prefers it to the
    /// index that finds the row.
    /// </summary>
    private sealed class IndexesOfForeignKeys(ProviderConventionSetBuilderDependencies dependencies)
        : ForeignKeyIndexConvention(dependencies)
    {
        protected override IConventionIndex? CreateIndex(
            IReadOnlyList<IConventionProperty> properties,
            bool unique,
            IConventionEntityTypeBuilder entityTypeBuilder
        ) =>
            properties is [{ Name: nameof(ITenantOwned.NetworkId) }]
                ? null
                : base.CreateIndex(properties, unique, entityTypeBuilder);
    }

    private sealed class UtcConverter()
        : ValueConverter<DateTimeOffset, DateTime>(
            instant => instant.UtcDateTime,
            utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc))
        );
}

/// <summary>The model on SQLite, the embedded default.</summary>
public sealed class SqliteAppDb(DbContextOptions<SqliteAppDb> options) : AppDb(options);

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgreSqlAppDb(DbContextOptions<PostgreSqlAppDb> options) : AppDb(options);

/// <summary>The model on SQL Server.</summary>
public sealed class SqlServerAppDb(DbContextOptions<SqlServerAppDb> options) : AppDb(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);

        // An authenticator's identity has up to 1 023 bytes: a clustered key has room for 900, any other for 1 700.
        builder.Entity<IdentityUserPasskey<int>>().HasKey(p => p.CredentialId).IsClustered(false);
    }
}
