using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Data.Mappings;

internal sealed class AgendaTemplateMapping : IEntityTypeConfiguration<AgendaTemplate>
{
    public void Configure(EntityTypeBuilder<AgendaTemplate> builder)
    {
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.Property(t => t.Form).HasMaxLength(40);
        builder.OwnsMany(t => t.Items, item => item.ToJson());
        builder.HasIndex(t => new { t.NetworkId, t.Form }).IsUnique();
    }
}
