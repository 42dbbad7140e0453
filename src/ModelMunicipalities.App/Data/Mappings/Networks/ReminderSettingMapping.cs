using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class ReminderSettingMapping : IEntityTypeConfiguration<ReminderSetting>
{
    public void Configure(EntityTypeBuilder<ReminderSetting> builder)
    {
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Property(s => s.Before).HasMaxLength(60);
        builder.Property(s => s.Overdue).HasMaxLength(60);
        builder.HasIndex(s => new { s.NetworkId, s.Reason }).IsUnique();
    }
}
