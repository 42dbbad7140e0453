using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace ModelMunicipalities.Benchmarks;

/// <summary>In one process, so that both sides of a ratio meet the same server, database and machine. Read the column Ratio.</summary>
internal static class EntryPoint
{
    public static async Task Main(string[] args)
    {
        if (args is ["pairing", var folder])
        {
            PairingBenchmarks.Write(folder);
            return;
        }

        if (args is ["reports"])
        {
            await ReportBenchmarks.RunAsync();
            await ReportBenchmarks.JobAsync();
            return;
        }

        BenchmarkSwitcher.FromAssembly(typeof(EntryPoint).Assembly).Run(
            args.Length == 0 ? ["--filter", "*"] : args,
            DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(12)));
    }
}
