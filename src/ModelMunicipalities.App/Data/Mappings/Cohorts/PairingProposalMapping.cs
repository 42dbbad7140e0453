using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class PairingProposalMapping : IEntityTypeConfiguration<PairingProposal>
{
    public void Configure(EntityTypeBuilder<PairingProposal> builder)
    {
        builder.Ignore(p => p.Settings);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Property(p => p.Basis).HasMaxLength(64).IsUnicode(false);
        builder.OwnsMany(p => p.Pairs, pair => pair.ToJson());
        builder.OwnsMany(p => p.Forbidden, pair => pair.ToJson());
        builder.HasIndex(p => new { p.CohortId, p.Number }).IsUnique();
        builder.HasOne<Cohort>().WithMany().HasForeignKey(p => p.CohortId).OnDelete(DeleteBehavior.Restrict);
    }
}
