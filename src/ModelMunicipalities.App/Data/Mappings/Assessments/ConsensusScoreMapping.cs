using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class ConsensusScoreMapping : IEntityTypeConfiguration<ConsensusScore>
{
    public void Configure(EntityTypeBuilder<ConsensusScore> builder)
    {
        builder.Property(c => c.Comment).HasMaxLength(GivenAnswer.MaximumComment);
        builder.HasIndex(c => new { c.AssessmentId, c.Step }).IsUnique();
        builder.HasOne<Improvement>().WithMany().HasForeignKey(c => c.ImprovementId).OnDelete(DeleteBehavior.Restrict);
    }
}
