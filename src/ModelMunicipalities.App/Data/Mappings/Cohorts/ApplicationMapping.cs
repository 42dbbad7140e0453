using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class ApplicationMapping : IEntityTypeConfiguration<Application>
{
    public void Configure(EntityTypeBuilder<Application> builder)
    {
        builder.Ignore(a => a.Scores);
        builder.Ignore(a => a.IsOpen);
        builder.Ignore(a => a.AwaitsDecision);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Property(a => a.Reason).HasMaxLength(ApplicationDraft.LongestText);
        builder.Property(a => a.Motivation).HasMaxLength(ApplicationDraft.LongestText);
        builder.Property(a => a.Stakeholders).HasMaxLength(ApplicationDraft.LongestText);
        builder.Property(a => a.ContactPhone).HasMaxLength(ApplicationDraft.LongestPhone);
        builder.Property(a => a.Focus).HasMaxLength(400);
        builder.OwnsMany(
            a => a.Team,
            member =>
            {
                member.ToJson();
                member.Property(m => m.Mandate).HasMaxLength(ApplicationDraft.LongestEvidence);
            }
        );
        builder.OwnsMany(
            a => a.Answers,
            answer =>
            {
                answer.ToJson();
                answer.Property(x => x.Evidence).HasMaxLength(ApplicationDraft.LongestEvidence);
            }
        );
        builder.HasIndex(a => new { a.CohortId, a.OrganisationId }).IsUnique();
        builder.HasOne<Cohort>().WithMany().HasForeignKey(a => a.CohortId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}
