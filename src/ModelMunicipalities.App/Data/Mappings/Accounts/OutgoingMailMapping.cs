using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class OutgoingMailMapping : IEntityTypeConfiguration<OutgoingMail>
{
    /// <summary>The longest body: a digest of many mails.</summary>
    public const int LongestBody = 100_000;

    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.Property(m => m.Language).HasMaxLength(2);
        builder.Property(m => m.Body).HasMaxLength(LongestBody);
        builder.Property(m => m.Outline).HasMaxLength(LongestBody);
        builder.Property(m => m.Calendar).HasMaxLength(20_000);
        builder.Property(m => m.CalendarMethod).HasMaxLength(20);
        builder.HasOne(m => m.Digest).WithMany().HasForeignKey(m => m.DigestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.State, m.DueAt });
        builder.HasIndex(m => m.Claim);
        builder.HasIndex(m => new { m.NetworkId, m.State });
        builder.HasIndex(m => new { m.To, m.CreatedAt });
    }
}
