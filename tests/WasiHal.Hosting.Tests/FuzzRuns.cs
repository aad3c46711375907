using System.Globalization;

namespace WasiHal.Hosting.Tests;

/// <summary>
/// How many random inputs a test tries, and from which seed: few enough for every run of the tests, and always the same;
/// more with <c>WASIHAL_FUZZ_FACTOR</c>, others with <c>WASIHAL_FUZZ_SEED</c>.
/// </summary>
internal static class FuzzRuns
{
    /// <summary>The seed.</summary>
    public static int Seed { get; } = Value("WASIHAL_FUZZ_SEED", 20_261_124);

    /// <summary>How many times as many inputs are tried.</summary>
    public static int Factor { get; } = Value("WASIHAL_FUZZ_FACTOR", 1);

    /// <summary>So many inputs, or the given multiple of them.</summary>
    public static int Of(int inputs) => checked(inputs * Factor);

    /// <summary>Source of chance for one input: what failed is found again by seed and number.</summary>
    public static Random RandomFor(int input) => new(unchecked((Seed * 486_187_739) + input));

    private static int Value(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
