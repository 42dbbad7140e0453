using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class AssessmentMapping : IEntityTypeConfiguration<Assessment>
{
    public void Configure(EntityTypeBuilder<Assessment> builder)
    {
        builder.Ignore(a => a.Status);
        builder.Ignore(a => a.SeenFromOutside);
        builder.Ignore(a => a.AllHandedIn);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Property(a => a.Profile).HasMaxLength(Instrument.MostSteps).IsUnicode(false);
        builder.HasIndex(a => new { a.OccasionId, a.OrganisationId }).IsUnique();
        builder.HasIndex(a => new { a.CohortId, a.OrganisationId });
        builder.HasOne<Cohort>().WithMany().HasForeignKey(a => a.CohortId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Occasion>().WithMany().HasForeignKey(a => a.OccasionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(a => a.Scorings).WithOne().HasForeignKey(s => s.AssessmentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(a => a.Consensus).WithOne().HasForeignKey(c => c.AssessmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
