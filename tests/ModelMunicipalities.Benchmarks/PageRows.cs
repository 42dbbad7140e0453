namespace ModelMunicipalities.Benchmarks;

/// <summary>
/// Signed-in pages with data against a bare Razor page with one query and the same number of bytes: again and again, the
/// first time after a change in the network, and with one save in ten requests. The cohort has three hundred organisations.
/// </summary>
internal static class PageRows
{
    public const string Municipality = "/bench/cohorts/bench/organisations/org-0";
    public const string Overview = "/bench/cohorts/bench";
    private const string Checklist = Municipality + "/assessments/bm3/mine";

    public static async IAsyncEnumerable<Row> MeasureAsync()
    {
        await using var server = new BenchServer();
        await server.FillAsync(300, 3);
        using var keyPerson = await server.SignedInAsync("keyperson");
        using var coordinator = await server.SignedInAsync("coordinator");
        using var saver = await server.WithTokenAsync("keyperson");
        using var guest = server.Client();
        (string Name, HttpClient Reader, string Path)[] pages =
        [
            ("my municipality", keyPerson, Municipality),
            ("checklist", keyPerson, Checklist),
            ("overview of 300", coordinator, Overview),
        ];
        foreach (var (name, reader, path) in pages)
        {
            var bare = $"/bare/{(await reader.GetByteArrayAsync(path)).Length}";
            yield return Row.AtLeast($"{name}, beside a bare page", await Turns.TakeAsync(300, PageAsync, BareAsync), 0.5);
            yield return Row.AtLeast(
                $"{name}, the first time after a change",
                await Turns.TakeAsync(60, PageAsync, BareAsync, () => SaveRows.SaveAsync(saver)),
                0.2
            );
            yield return Row.AtLeast(
                $"{name}, one save in ten requests",
                await Turns.TakeAsync(30, TenAsync, TenBareAsync, warm: 5),
                0.2
            );

            Task PageAsync() => reader.GetByteArrayAsync(path);
            Task BareAsync() => guest.GetByteArrayAsync(bare);

            async Task TenAsync()
            {
                await SaveRows.SaveAsync(saver);
                for (var i = 0; i < 9; i++)
                {
                    await PageAsync();
                }
            }

            async Task TenBareAsync()
            {
                for (var i = 0; i < 10; i++)
                {
                    await BareAsync();
                }
            }
        }
    }
}
