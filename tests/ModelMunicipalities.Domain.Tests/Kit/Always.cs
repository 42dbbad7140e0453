using FsCheck;
using FsCheck.Fluent;

namespace ModelMunicipalities.Domain.Tests.Kit;

/// <summary>What holds whatever the input. A failure names the smallest input found and the seed that finds it again.</summary>
internal static class Always
{
    public static void Holds<T>(Gen<T> input, Func<T, bool> holds, int times = 500) =>
        Prop.ForAll(input.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(times));
}
