using System.Globalization;

namespace WasiHal.Hosting.Tests.Hostile;

/// <summary>How many inputs a fuzz target gets, and from which seed: few enough for every run of the tests, more with <c>WASIHAL_FUZZ_RUNS</c> (a factor) and <c>WASIHAL_FUZZ_SEED</c>.</summary>
internal static class FuzzRuns
{
    /// <summary>The seed; the same in every run unless another is given.</summary>
    public static int Seed { get; } = Value("WASIHAL_FUZZ_SEED", 20_261_124);

    /// <summary>So many inputs, or the given multiple of them.</summary>
    public static int Of(int inputs) => checked(inputs * Value("WASIHAL_FUZZ_RUNS", 1));

    /// <summary>Source of chance for one input: what failed is found again by seed and number.</summary>
    public static Random RandomFor(int input) => new(unchecked((Seed * 486_187_739) + input));

    private static int Value(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
