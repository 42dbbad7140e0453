using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class ImprovementMapping : IEntityTypeConfiguration<Improvement>
{
    public void Configure(EntityTypeBuilder<Improvement> builder)
    {
        builder.Ignore(i => i.IsOpen);
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.Property(i => i.Title).HasMaxLength(Improvement.LongestTitle);
        builder.Property(i => i.Aim).HasMaxLength(Improvement.LongestAim);
        builder.Property(i => i.Owner).HasMaxLength(Improvement.LongestOwner);
        builder.Property(i => i.Steps).HasMaxLength(200);
        builder.OwnsMany(
            i => i.Cycles,
            cycle =>
            {
                cycle.ToJson();
                cycle.Property(c => c.Plan).HasMaxLength(PdsaCycle.LongestText);
                cycle.Property(c => c.Do).HasMaxLength(PdsaCycle.LongestText);
                cycle.Property(c => c.Study).HasMaxLength(PdsaCycle.LongestText);
                cycle.Property(c => c.Act).HasMaxLength(PdsaCycle.LongestText);
            }
        );
        builder.HasIndex(i => new { i.CohortId, i.OrganisationId });
        builder.HasOne<Cohort>().WithMany().HasForeignKey(i => i.CohortId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(i => i.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Meeting>().WithMany().HasForeignKey(i => i.PlannedAtId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(i => i.OwnerId).OnDelete(DeleteBehavior.Restrict);
    }
}
