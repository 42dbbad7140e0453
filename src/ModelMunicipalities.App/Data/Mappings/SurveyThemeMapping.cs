using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class SurveyThemeMapping : IEntityTypeConfiguration<SurveyTheme>
{
    public void Configure(EntityTypeBuilder<SurveyTheme> builder)
    {
        builder.Property(t => t.Question).HasMaxLength(40);
        builder.Property(t => t.Name).HasMaxLength(SurveyTheme.LongestName);
        builder.Property(t => t.Texts).HasConversion<JsonOf<List<Guid>>, JsonOf<List<Guid>>.Comparer>();
        builder.HasIndex(t => new { t.SurveyId, t.Question, t.Name }).IsUnique();
        builder.HasOne<Survey>().WithMany().HasForeignKey(t => t.SurveyId).OnDelete(DeleteBehavior.Restrict);
    }
}
