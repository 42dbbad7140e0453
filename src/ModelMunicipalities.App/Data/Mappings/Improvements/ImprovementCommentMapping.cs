using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class ImprovementCommentMapping : IEntityTypeConfiguration<ImprovementComment>
{
    public void Configure(EntityTypeBuilder<ImprovementComment> builder)
    {
        builder.Property(c => c.Text).HasMaxLength(ImprovementComment.Longest);
        builder.HasOne<Improvement>().WithMany().HasForeignKey(c => c.ImprovementId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
