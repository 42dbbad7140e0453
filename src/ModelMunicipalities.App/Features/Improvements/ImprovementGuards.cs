using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>Those who see an improvement: its organisation, the group, its mentor, the coordinator.</summary>
public interface IRequireImprovementReader : IGuardedByArea, IAboutImprovement;

internal sealed class ImprovementReaderGuard(AppDb db, Caller caller) : Guard<IRequireImprovementReader, ImprovementAccess>
{
    protected override Task<Outcome<ImprovementAccess>> FindAsync(IRequireImprovementReader request, CancellationToken ct) =>
        ImprovementAccess.FindAsync(db, caller, request, ct);
}
