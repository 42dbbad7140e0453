using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class MeetingMapping : IEntityTypeConfiguration<Meeting>
{
    public void Configure(EntityTypeBuilder<Meeting> builder)
    {
        builder.HasIndex(m => new { m.OccasionId, m.GroupId });
        builder.HasOne<Cohort>().WithMany().HasForeignKey(m => m.CohortId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Occasion>().WithMany().HasForeignKey(m => m.OccasionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Group>().WithMany().HasForeignKey(m => m.GroupId).OnDelete(DeleteBehavior.Restrict);
    }
}
