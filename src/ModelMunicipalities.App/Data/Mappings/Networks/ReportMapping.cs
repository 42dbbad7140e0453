using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class ReportMapping : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.Property(r => r.Language).HasMaxLength(2);
        builder.Property(r => r.Tries).IsConcurrencyToken();
        builder.Property(r => r.Due).HasMaxLength(40);
        builder.HasOne(r => r.Content).WithOne().HasForeignKey<ReportContent>(c => c.Id).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Cohort>().WithMany().HasForeignKey(r => r.CohortId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Group>().WithMany().HasForeignKey(r => r.GroupId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.RequestedBy).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(r => new { r.NetworkId, r.Status });
    }
}
