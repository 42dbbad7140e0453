using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class ReportContentMapping : IEntityTypeConfiguration<ReportContent>
{
    public void Configure(EntityTypeBuilder<ReportContent> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Document).HasMaxLength(-1);
    }
}
