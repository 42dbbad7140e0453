using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

/// <summary>What tests of documents share: that nothing is kept of one that is refused.</summary>
public abstract class AttachmentTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected static async Task NothingIsKeptAsync(TestNetwork network) =>
        (
            await network.InDbAsync(async db =>
                (await db.Attachments.CountAsync(), await db.Set<AttachmentContent>().CountAsync())
            )
        ).ShouldBe((0, 0));
}
