using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class SurveyThemeMapping : IEntityTypeConfiguration<SurveyTheme>
{
    public void Configure(EntityTypeBuilder<SurveyTheme> builder)
    {
        builder.Property(t => t.Question).HasMaxLength(40);

        // Without a counter, what stands in it guards against a lost update.
        builder.Property(t => t.Name).HasMaxLength(SurveyTheme.LongestName).IsConcurrencyToken();
        builder.Property(t => t.Texts).HasConversion<JsonOf<List<Guid>>, JsonOf<List<Guid>>.Comparer>().IsConcurrencyToken();
        builder
            .HasIndex(t => new
            {
                t.SurveyId,
                t.Question,
                t.Name,
            })
            .IsUnique();
        builder.HasOne<Survey>().WithMany().HasForeignKey(t => t.SurveyId).OnDelete(DeleteBehavior.Restrict);
    }
}
