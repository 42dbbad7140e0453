using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class ScoringMapping : IEntityTypeConfiguration<Scoring>
{
    public void Configure(EntityTypeBuilder<Scoring> builder)
    {
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Property(s => s.ReopenedReason).HasMaxLength(Features.Assessments.ReopenAssessment.LongestReason);
        builder.HasIndex(s => new { s.AssessmentId, s.Function }).IsUnique();
        builder.HasMany(s => s.Answers).WithOne().HasForeignKey(a => a.ScoringId).OnDelete(DeleteBehavior.Cascade);
    }
}
