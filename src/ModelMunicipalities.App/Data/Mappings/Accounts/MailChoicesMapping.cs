using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class MailChoicesMapping : IEntityTypeConfiguration<MailChoices>
{
    public void Configure(EntityTypeBuilder<MailChoices> builder)
    {
        // Without a counter, what stands in it guards against a lost update.
        builder.Property(c => c.Pace).IsConcurrencyToken();
        builder.PrimitiveCollection(c => c.Declined).HasMaxLength(200).IsConcurrencyToken();
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.NetworkId, c.PersonId }).IsUnique();
    }
}
