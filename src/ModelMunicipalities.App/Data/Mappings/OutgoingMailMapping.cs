using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class OutgoingMailMapping : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.Property(m => m.Body).HasMaxLength(20_000);
        builder.Property(m => m.Calendar).HasMaxLength(20_000);
        builder.Property(m => m.CalendarMethod).HasMaxLength(20);
        builder.HasIndex(m => m.DeliveredAt);
    }
}
