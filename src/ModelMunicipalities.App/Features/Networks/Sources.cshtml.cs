using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Networks;

public sealed class SourcesModel(InstrumentCatalogue instruments) : PortalPage
{
    public IEnumerable<Instrument> Instruments => instruments.All.OrderBy(i => i.Key, StringComparer.Ordinal);
}
