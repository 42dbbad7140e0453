using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public const int LongestFault = 1000;

    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.Property(r => r.RuleArgs).HasMaxLength(LongestFault);
        builder.Property(r => r.Fault).HasMaxLength(LongestFault);
        builder.HasIndex(r => new
        {
            r.NetworkId,
            r.Job,
            r.Id,
        });
    }
}
