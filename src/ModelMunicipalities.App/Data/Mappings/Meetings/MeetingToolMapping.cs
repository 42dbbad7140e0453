using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class MeetingToolMapping : IEntityTypeConfiguration<MeetingTool>
{
    public void Configure(EntityTypeBuilder<MeetingTool> builder)
    {
        builder.Property(t => t.Note).HasMaxLength(Meeting.LongestText);
        builder.HasIndex(t => new { t.NetworkId, t.Name });
    }
}
