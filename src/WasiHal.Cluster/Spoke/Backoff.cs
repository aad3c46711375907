namespace WasiHal.Cluster.Spoke;

/// <summary>
/// How long to wait after a failure: at random between nothing and a bound that doubles each time, so that fifty spokes
/// do not come back all at once. For one thread.
/// </summary>
/// <param name="random">Source of chance.</param>
internal sealed class Backoff(Random random)
{
    /// <summary>The bound after the first failure.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>The greatest bound.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>It works.</summary>
    public void Reset() => Failures = 0;

    /// <summary>It failed.</summary>
    /// <param name="atLeast">How long the other side asks to wait, if it does.</param>
    /// <returns>How long to wait.</returns>
    public TimeSpan Next(TimeSpan? atLeast)
    {
        var bound = Failures < 6 ? First * (1 << Failures) : Longest;
        Failures++;
        var wait = bound * random.NextDouble();
        wait = wait > Shortest ? wait : Shortest;
        return atLeast is { } asked ? asked + (wait < First ? wait : First) : wait;
    }
}
