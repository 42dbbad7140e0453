using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class OccasionMapping : IEntityTypeConfiguration<Occasion>
{
    public void Configure(EntityTypeBuilder<Occasion> builder)
    {
        builder.Property(o => o.Key).HasMaxLength(20);
        builder.HasIndex(o => new { o.CohortId, o.Key }).IsUnique();
    }
}
