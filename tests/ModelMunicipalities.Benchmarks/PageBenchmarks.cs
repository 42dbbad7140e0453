using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace ModelMunicipalities.Benchmarks;

/// <summary>
/// A signed-in page with data against a bare Razor page with one query and the same number of bytes. The bar: a ratio of at
/// most 2, that is half the requests per second. The cohort has three hundred organisations.
/// </summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class PageBenchmarks
{
    private const string Municipality = "/bench/cohorts/bench/organisations/org-0";
    private const string Checklist = Municipality + "/assessments/bm3/mine";
    private const string Overview = "/bench/cohorts/bench";

    private BenchServer _server = null!;
    private HttpClient _keyPerson = null!;
    private HttpClient _coordinator = null!;
    private HttpClient _guest = null!;
    private int _municipalityBytes;
    private int _checklistBytes;
    private int _overviewBytes;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _server = new BenchServer();
        await _server.FillAsync(300, 3);
        _keyPerson = await _server.SignedInAsync("keyperson");
        _coordinator = await _server.SignedInAsync("coordinator");
        _guest = _server.Client();
        _municipalityBytes = (await _keyPerson.GetByteArrayAsync(Municipality)).Length;
        _checklistBytes = (await _keyPerson.GetByteArrayAsync(Checklist)).Length;
        _overviewBytes = (await _coordinator.GetByteArrayAsync(Overview)).Length;
        Console.WriteLine($"// Bytes: municipality {_municipalityBytes}, checklist {_checklistBytes}, overview {_overviewBytes}");
    }

    [GlobalCleanup]
    public void Cleanup() => _server.Dispose();

    [BenchmarkCategory("municipality"), Benchmark(Baseline = true)]
    public Task<byte[]> Bare_with_the_municipality_s_bytes() => _guest.GetByteArrayAsync($"/bare/{_municipalityBytes}");

    [BenchmarkCategory("municipality"), Benchmark]
    public Task<byte[]> My_municipality() => _keyPerson.GetByteArrayAsync(Municipality);

    [BenchmarkCategory("checklist"), Benchmark(Baseline = true)]
    public Task<byte[]> Bare_with_the_checklist_s_bytes() => _guest.GetByteArrayAsync($"/bare/{_checklistBytes}");

    [BenchmarkCategory("checklist"), Benchmark]
    public Task<byte[]> Score_checklist() => _keyPerson.GetByteArrayAsync(Checklist);

    [BenchmarkCategory("overview"), Benchmark(Baseline = true)]
    public Task<byte[]> Bare_with_the_overview_s_bytes() => _guest.GetByteArrayAsync($"/bare/{_overviewBytes}");

    [BenchmarkCategory("overview"), Benchmark]
    public Task<byte[]> Overview_of_300_organisations() => _coordinator.GetByteArrayAsync(Overview);
}
