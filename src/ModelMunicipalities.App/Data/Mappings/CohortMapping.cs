using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class CohortMapping : IEntityTypeConfiguration<Cohort>
{
    public void Configure(EntityTypeBuilder<Cohort> builder)
    {
        builder.HasIndex(c => new { c.NetworkId, c.Slug }).IsUnique();
        builder.HasMany(c => c.Occasions).WithOne().HasForeignKey(o => o.CohortId).OnDelete(DeleteBehavior.Cascade);
    }
}
