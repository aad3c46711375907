using System.Globalization;
using CsCheck;

namespace WasiHal.Hosting.Tests;

/// <summary>
/// Property tests that try the same values at every run. <c>WASIHAL_FUZZ_FACTOR</c> multiplies how many, and the values
/// beyond the first ones are new ones.
/// </summary>
internal static class FixedSamples
{
    private static readonly int Factor =
        int.TryParse(Environment.GetEnvironmentVariable("WASIHAL_FUZZ_FACTOR"), NumberStyles.None, CultureInfo.InvariantCulture, out var factor) ? factor : 1;

    public static void SampleFixed<T>(this Gen<T> values, Action<T> check, int runs)
    {
        var random = new PCG(1, 20_261_123);
        for (var run = 0L; run < (long)runs * Factor; run++)
        {
            var value = values.Generate(random, null, out _);
            try
            {
                check(value);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"run {run} with {Check.Print(value)}"), exception);
            }
        }
    }

    public static void SampleFixed<T1, T2>(this Gen<(T1, T2)> values, Action<T1, T2> check, int runs) =>
        values.SampleFixed(pair => check(pair.Item1, pair.Item2), runs);
}
