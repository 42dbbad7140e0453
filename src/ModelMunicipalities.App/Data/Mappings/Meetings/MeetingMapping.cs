using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class MeetingMapping : IEntityTypeConfiguration<Meeting>
{
    public void Configure(EntityTypeBuilder<Meeting> builder)
    {
        builder.Ignore(m => m.LocksAt);
        builder.Property(m => m.Version).IsConcurrencyToken();
        builder.Property(m => m.Form).HasMaxLength(40);
        builder.Property(m => m.Place).HasMaxLength(Meeting.LongestPlace);
        builder.Property(m => m.Link).HasMaxLength(Meeting.LongestPlace);
        builder.Property(m => m.Accessibility).HasMaxLength(Meeting.LongestText);
        builder.Property(m => m.CancelledBecause).HasMaxLength(Meeting.LongestText);
        builder.Property(m => m.Notes).HasMaxLength(Meeting.LongestNotes);
        builder.OwnsMany(m => m.Agenda, item => item.ToJson());
        builder.HasIndex(m => new { m.OccasionId, m.GroupId });
        builder.HasOne<Cohort>().WithMany().HasForeignKey(m => m.CohortId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Occasion>().WithMany().HasForeignKey(m => m.OccasionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ProgrammeDay>().WithMany().HasForeignKey(m => m.DayId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Group>().WithMany().HasForeignKey(m => m.GroupId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<MeetingTool>().WithMany().HasForeignKey(m => m.ToolId).OnDelete(DeleteBehavior.Restrict);
    }
}
