using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Platform;

/// <summary>How lists are paged.</summary>
public static class Listing
{
    /// <summary>The most that one page holds, whatever is asked for.</summary>
    public const int LargestPage = 200;

    /// <summary>What it holds when nothing is asked for.</summary>
    public const int UsualPage = 50;
}

/// <summary>One page of a list, and how many there are in all.</summary>
/// <param name="Items">What stands on the page.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record Listing<T>(IReadOnlyList<T> Items, int Total)
{
    public static Listing<T> Of(IReadOnlyList<T> all, int page, int pageSize) =>
        new([.. all.Skip(Skip(page, pageSize)).Take(Size(pageSize))], all.Count);

    public static async Task<Listing<T>> OfAsync(IQueryable<T> all, int page, int pageSize, CancellationToken ct) =>
        new(await all.Skip(Skip(page, pageSize)).Take(Size(pageSize)).ToListAsync(ct), await all.CountAsync(ct));

    private static int Size(int pageSize) => Math.Clamp(pageSize, 1, Listing.LargestPage);

    private static int Skip(int page, int pageSize) =>
        Math.Clamp(page - 1, 0, int.MaxValue / Listing.LargestPage) * Size(pageSize);
}
