using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class MeetingQuestionMapping : IEntityTypeConfiguration<MeetingQuestion>
{
    public void Configure(EntityTypeBuilder<MeetingQuestion> builder)
    {
        builder.Property(q => q.Text).HasMaxLength(MeetingQuestion.Longest);
        builder.HasOne<Meeting>().WithMany().HasForeignKey(q => q.MeetingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(q => q.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}
