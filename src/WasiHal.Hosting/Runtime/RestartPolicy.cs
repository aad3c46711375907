namespace WasiHal.Hosting.Runtime;

/// <summary>When a plugin that lost its instance is started again: exponential back-off with jitter, then parked.</summary>
internal sealed class RestartPolicy(TimeProvider time, Random random)
{
    /// <summary>Losses in a row after which a plugin is parked.</summary>
    public const int ParkedAfter = 5;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Forgiven = TimeSpan.FromMinutes(10);

    private long _lastLoss;

    /// <summary>Losses in a row.</summary>
    public int Losses { get; private set; }

    /// <summary>Counts a loss.</summary>
    /// <returns>How long to wait before the next start, or null when the plugin is to be parked.</returns>
    public TimeSpan? Lost()
    {
        var now = time.GetTimestamp();
        Losses = Losses > 0 && time.GetElapsedTime(_lastLoss, now) > Forgiven ? 1 : Losses + 1;
        _lastLoss = now;
        if (Losses >= ParkedAfter)
        {
            return null;
        }

        var pause = Shortest * Math.Pow(2, Losses - 1);
        return (pause < Longest ? pause : Longest) * (0.8 + (0.4 * random.NextDouble()));
    }

    /// <summary>Forgets all losses.</summary>
    public void Reset() => Losses = 0;
}
