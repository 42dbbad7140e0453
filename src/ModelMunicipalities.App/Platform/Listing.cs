using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Platform;

/// <summary>One page of a list, and how many there are in all.</summary>
public sealed record Listing<T>(IReadOnlyList<T> Items, int Total)
{
    private const int LargestPage = 200;

    public static Listing<T> Of(IReadOnlyList<T> all, int page, int pageSize) => new([.. all.Skip(Skip(page, pageSize)).Take(Size(pageSize))], all.Count);

    public static async Task<Listing<T>> OfAsync(IQueryable<T> all, int page, int pageSize, CancellationToken ct) =>
        new(await all.Skip(Skip(page, pageSize)).Take(Size(pageSize)).ToListAsync(ct), await all.CountAsync(ct));

    private static int Size(int pageSize) => Math.Clamp(pageSize, 1, LargestPage);

    private static int Skip(int page, int pageSize) => Math.Clamp(page - 1, 0, int.MaxValue / LargestPage) * Size(pageSize);
}
