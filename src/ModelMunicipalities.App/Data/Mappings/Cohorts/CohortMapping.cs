using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class CohortMapping : IEntityTypeConfiguration<Cohort>
{
    public void Configure(EntityTypeBuilder<Cohort> builder)
    {
        builder.HasIndex(c => new { c.NetworkId, c.Slug }).IsUnique();
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.OwnsMany(
            c => c.Criteria,
            criterion =>
            {
                criterion.ToJson();
                criterion.Property(c => c.Question).HasMaxLength(Criterion.LongestQuestion);
            }
        );
        builder.HasMany(c => c.Days).WithOne().HasForeignKey(d => d.CohortId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.Occasions).WithOne().HasForeignKey(o => o.CohortId).OnDelete(DeleteBehavior.Cascade);
    }
}
