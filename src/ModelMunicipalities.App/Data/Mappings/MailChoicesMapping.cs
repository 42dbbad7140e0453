using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class MailChoicesMapping : IEntityTypeConfiguration<MailChoices>
{
    public void Configure(EntityTypeBuilder<MailChoices> builder)
    {
        builder.PrimitiveCollection(c => c.Declined).HasMaxLength(200);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.NetworkId, c.PersonId }).IsUnique();
    }
}
