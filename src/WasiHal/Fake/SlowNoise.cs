namespace WasiHal.Fake;

/// <summary>
/// Noise without jumps, a pure function of seed and time: a value from a hash at every whole period, a smooth way from
/// one to the next.
/// </summary>
/// <param name="seed">Which noise.</param>
/// <param name="period">From one chosen value to the next.</param>
internal readonly struct SlowNoise(ulong seed, TimeSpan period)
{
    /// <summary>The noise, -1 to 1.</summary>
    /// <param name="at">Any moment.</param>
    public double At(DateTimeOffset at)
    {
        var position = at.UtcTicks / (double)period.Ticks;
        var before = Math.Floor(position);
        var here = Choose(seed, (long)before);
        var next = Choose(seed, (long)before + 1);
        return (2 * (here + ((next - here) * Smooth(position - before)))) - 1;
    }

    /// <summary>A number that belongs to seed and index, at least 0 and below 1.</summary>
    public static double Choose(ulong seed, long index)
    {
        // SplitMix64 (Steele, Lea and Flood 2014): every bit of both arguments counts.
        var mixed = seed + ((ulong)index * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>From 0 to 1 with level ends, for a fraction held to 0 to 1.</summary>
    public static double Smooth(double fraction)
    {
        var held = Math.Clamp(fraction, 0, 1);
        return held * held * (3 - (2 * held));
    }
}
