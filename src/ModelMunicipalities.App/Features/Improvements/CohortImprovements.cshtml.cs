using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>
/// The improvements of a cohort that the reader may see: the coordinator all, a function her own and her group's.
/// </summary>
public sealed class CohortImprovementsModel(InstrumentCatalogue instruments) : ImprovementListPage(instruments)
{
    public async Task<IActionResult> OnGetAsync() =>
        await LoadAsync(null, true) ?? ToLast(View.Items.Count, View.Total, PageSize) ?? Page();
}
