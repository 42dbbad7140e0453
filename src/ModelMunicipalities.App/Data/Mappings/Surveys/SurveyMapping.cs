using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class SurveyMapping : IEntityTypeConfiguration<Survey>
{
    public void Configure(EntityTypeBuilder<Survey> builder)
    {
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Property(s => s.Published).HasConversion<JsonOf<SurveyPublication>, JsonOf<SurveyPublication>.Comparer>();
        builder.HasIndex(s => new { s.SeriesId, s.OccasionId }).IsUnique();
        builder.HasOne<SurveySeries>().WithMany().HasForeignKey(s => s.SeriesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Occasion>().WithMany().HasForeignKey(s => s.OccasionId).OnDelete(DeleteBehavior.Restrict);
    }
}
