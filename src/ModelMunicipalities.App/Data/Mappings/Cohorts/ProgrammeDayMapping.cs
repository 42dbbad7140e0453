using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class ProgrammeDayMapping : IEntityTypeConfiguration<ProgrammeDay>
{
    public void Configure(EntityTypeBuilder<ProgrammeDay> builder)
    {
        builder.HasIndex(d => d.CohortId);
    }
}
