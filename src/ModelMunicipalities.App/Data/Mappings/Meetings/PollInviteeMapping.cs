using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class PollInviteeMapping : IEntityTypeConfiguration<PollInvitee>
{
    public void Configure(EntityTypeBuilder<PollInvitee> builder)
    {
        // Each who asks or reminds makes a new link: two at once would both write to her.
        builder.Property(i => i.TokenHash).IsConcurrencyToken();
        builder.HasIndex(i => new { i.PollId, i.PersonId }).IsUnique();
        builder.HasIndex(i => i.TokenHash).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(i => i.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
