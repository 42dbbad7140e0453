using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class ImprovementReviewMapping : IEntityTypeConfiguration<ImprovementReview>
{
    public void Configure(EntityTypeBuilder<ImprovementReview> builder)
    {
        // Without a counter, what stands in it guards against a lost update.
        builder.Property(r => r.Status).IsConcurrencyToken();
        builder.Property(r => r.Finding).HasMaxLength(ImprovementReview.Longest).IsConcurrencyToken();
        builder.HasIndex(r => new { r.ImprovementId, r.MeetingId }).IsUnique();
        builder.HasOne<Improvement>().WithMany().HasForeignKey(r => r.ImprovementId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Meeting>().WithMany().HasForeignKey(r => r.MeetingId).OnDelete(DeleteBehavior.Restrict);
    }
}
