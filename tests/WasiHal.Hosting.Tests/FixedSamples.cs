using System.Globalization;
using CsCheck;

namespace WasiHal.Hosting.Tests;

/// <summary>
/// Property tests that try the same values at every run: as many, and from the seed, that <see cref="FuzzRuns"/> says.
/// </summary>
internal static class FixedSamples
{
    public static void SampleFixed<T>(this Gen<T> values, Action<T> check, int runs)
    {
        var random = new PCG(1, (ulong)FuzzRuns.Seed);
        for (var run = 0L; run < (long)runs * FuzzRuns.Factor; run++)
        {
            var value = values.Generate(random, null, out _);
            try
            {
                check(value);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"run {run} of seed {FuzzRuns.Seed} with {Check.Print(value)}"), exception);
            }
        }
    }

    public static void SampleFixed<T1, T2>(this Gen<(T1, T2)> values, Action<T1, T2> check, int runs) =>
        values.SampleFixed(pair => check(pair.Item1, pair.Item2), runs);
}
