namespace WasiHal.Cluster.Protocol.Flat;

/// <summary>One value as the original names it, and what it is here.</summary>
/// <param name="Name">The original's name.</param>
/// <param name="Quantity">Our quantity.</param>
/// <param name="Unit">Our unit; empty for a flag.</param>
/// <param name="Factor">How many of our unit the original's is.</param>
internal sealed record FlatName(string Name, string Quantity, string Unit, long Factor = 1)
{
    /// <summary>A number of the original's in our unit.</summary>
    public double ToOurs(double number) => Exactly(number, static (exact, factor) => exact * factor, static (rough, factor) => rough * factor);

    /// <summary>A number of ours in the original's unit.</summary>
    public double ToFlat(double number) => Exactly(number, static (exact, factor) => exact / factor, static (rough, factor) => rough / factor);

    // 1013.1 hPa are 101310 Pa and not 101310.00000000001: what was written in decimals is calculated in them.
    private double Exactly(double number, Func<decimal, long, decimal> exact, Func<double, long, double> rough) =>
        Factor == 1 ? number : Math.Abs(number) is > 1e-9 and < 1e15 ? (double)exact((decimal)number, Factor) : rough(number, Factor);
}
