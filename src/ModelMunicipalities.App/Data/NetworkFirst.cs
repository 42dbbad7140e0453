using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.EntityFrameworkCore.Update.Internal;

namespace ModelMunicipalities.App.Data;

/// <summary>
/// What a save writes goes by table and key, and the network's row before all else, as in <see cref="AppDb.BeginAloneAsync"/>:
/// who writes in a network waits for the others before she holds anything that they wait for.
/// </summary>
[SuppressMessage(
    "Usage",
    "EF1001",
    Justification = "An order of one's own is offered a place, and the framework's is only here."
)]
internal sealed class NetworkFirst : ModificationCommandComparer
{
    public override int Compare(IReadOnlyModificationCommand? x, IReadOnlyModificationCommand? y)
    {
        var (first, second) = (IsNetwork(x), IsNetwork(y));
        return first == second ? base.Compare(x, y)
            : first ? -1
            : 1;
    }

    private static bool IsNetwork(IReadOnlyModificationCommand? command) => command?.TableName == nameof(AppDb.Networks);
}
