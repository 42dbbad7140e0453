using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class AnswerMapping : IEntityTypeConfiguration<Answer>
{
    public void Configure(EntityTypeBuilder<Answer> builder)
    {
        builder.Property(a => a.Comment).HasMaxLength(GivenAnswer.MaximumComment);
        builder.HasIndex(a => new { a.ScoringId, a.Step }).IsUnique();
        builder.HasOne<Improvement>().WithMany().HasForeignKey(a => a.ImprovementId).OnDelete(DeleteBehavior.Restrict);
    }
}
