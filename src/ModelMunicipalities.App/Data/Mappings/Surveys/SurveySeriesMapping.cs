using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class SurveySeriesMapping : IEntityTypeConfiguration<SurveySeries>
{
    public void Configure(EntityTypeBuilder<SurveySeries> builder)
    {
        builder.Property(s => s.Form).HasMaxLength(40);
        builder.Property(s => s.Secret).HasMaxLength(1000);
        builder.HasIndex(s => new { s.CohortId, s.Form }).IsUnique();
        builder.HasOne<Cohort>().WithMany().HasForeignKey(s => s.CohortId).OnDelete(DeleteBehavior.Restrict);
    }
}
