using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class AttendanceMapping : IEntityTypeConfiguration<Attendance>
{
    public void Configure(EntityTypeBuilder<Attendance> builder)
    {
        // Without a counter, what stands in it guards against a lost update.
        builder.Property(a => a.Presence).IsConcurrencyToken();
        builder.Property(a => a.Substitute).HasMaxLength(100).IsConcurrencyToken();
        builder
            .HasIndex(a => new
            {
                a.MeetingId,
                a.OrganisationId,
                a.Function,
            })
            .IsUnique();
        builder.HasOne<Meeting>().WithMany().HasForeignKey(a => a.MeetingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}
