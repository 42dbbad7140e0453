using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class MeetingFeedbackMapping : IEntityTypeConfiguration<MeetingFeedback>
{
    public void Configure(EntityTypeBuilder<MeetingFeedback> builder)
    {
        // Without a counter, what stands in it guards against a lost update.
        builder.Property(f => f.Plus).HasMaxLength(MeetingFeedback.Longest).IsConcurrencyToken();
        builder.Property(f => f.Minus).HasMaxLength(MeetingFeedback.Longest).IsConcurrencyToken();
        builder.Property(f => f.Interesting).HasMaxLength(MeetingFeedback.Longest).IsConcurrencyToken();
        builder.HasIndex(f => new { f.MeetingId, f.PersonId }).IsUnique();
        builder.HasOne<Meeting>().WithMany().HasForeignKey(f => f.MeetingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
