using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class ParticipationMapping : IEntityTypeConfiguration<Participation>
{
    public void Configure(EntityTypeBuilder<Participation> builder)
    {
        builder.Ignore(p => p.IsActive);
        builder.Ignore(p => p.HasPlaces);
        builder.Ignore(p => p.GroupStays);
        builder.Property(p => p.Stays).HasConversion<JsonOf<List<GroupStay>>, JsonOf<List<GroupStay>>.Comparer>();
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Property(p => p.WithdrawnReason).HasMaxLength(Participation.LongestComment);
        builder.Property(p => p.When).HasMaxLength(Participation.LongestComment);
        builder.Property(p => p.AfterwardsComment).HasMaxLength(Participation.LongestComment);
        builder.Property(p => p.Focus).HasMaxLength(400);
        builder.HasIndex(p => new { p.CohortId, p.OrganisationId }).IsUnique();
        builder.HasOne<Cohort>().WithMany().HasForeignKey(p => p.CohortId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Group>().WithMany().HasForeignKey(p => p.GroupId).OnDelete(DeleteBehavior.Restrict);
    }
}
