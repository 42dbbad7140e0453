using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class ReminderMapping : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> builder)
    {
        builder.Property(r => r.Subject).HasMaxLength(Reminder.LongestSubject);
        builder.Property(r => r.Title).HasMaxLength(Reminder.LongestTitle);
        builder
            .HasIndex(r => new
            {
                r.NetworkId,
                r.PersonId,
                r.Reason,
                r.Subject,
                r.Window,
                r.WindowFrom,
            })
            .IsUnique();
        builder.HasIndex(r => new { r.NetworkId, r.WindowFrom });
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
