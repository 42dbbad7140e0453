using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class SurveyResponseMapping : IEntityTypeConfiguration<SurveyResponse>
{
    public void Configure(EntityTypeBuilder<SurveyResponse> builder)
    {
        // The key is made by the entity: a database's own would tell the order.
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Pseudonym).HasMaxLength(64);
        builder.Property(r => r.Stamp).IsConcurrencyToken();
        builder.Property(r => r.Answers).HasConversion<JsonOf<List<SurveyAnswer>>, JsonOf<List<SurveyAnswer>>.Comparer>();
        builder.Property(r => r.Counted).HasConversion<JsonOf<List<SurveyAnswer>>, JsonOf<List<SurveyAnswer>>.Comparer>();
        builder.HasIndex(r => new { r.SurveyId, r.Pseudonym }).IsUnique();
        builder.HasOne<Survey>().WithMany().HasForeignKey(r => r.SurveyId).OnDelete(DeleteBehavior.Restrict);
    }
}
