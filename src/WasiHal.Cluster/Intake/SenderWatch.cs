using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WasiHal.Cluster.Intake;

/// <summary>
/// What the hub noticed of each sender since its own start: when it was heard, by a clock that nobody sets; whether its clock
/// is off; why a push of it was refused. Bounded: only of nodes that the ledger knows, and of the hub's own id. Safe from
/// any thread.
/// </summary>
internal sealed class SenderWatch(IOptions<PresenceOptions> options, TimeProvider time, ILogger<SenderWatch> logger)
{
    /// <summary>A clock that is off by more is told of.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(30);

    // Smaller, so that a clock at the bound is not told of at each push.
    private static readonly TimeSpan ClockAgrees = ClockTolerance / 2;

    private readonly ConcurrentDictionary<string, Sender> _senders = new(StringComparer.Ordinal);
    private readonly long _start = time.GetTimestamp();
    private string? _full;

    /// <summary>How long ago a node was heard from.</summary>
    /// <param name="node">The node.</param>
    /// <param name="heard">When the ledger says so, which may have been before this process.</param>
    public TimeSpan SinceHeard(string node, DateTimeOffset heard)
    {
        if (_senders.GetValueOrDefault(node)?.Heard is { } last)
        {
            return time.GetElapsedTime(last);
        }

        // Not since the start: no shorter ago than that, whatever has become of the time of day.
        var (byDay, here) = (time.GetUtcNow() - heard, time.GetElapsedTime(_start));
        return byDay > here ? byDay : here;
    }

    /// <summary>Why pushes of a node are refused; null when they are not, or have not been for a while.</summary>
    public string? ProblemOf(string node) =>
        _senders.GetValueOrDefault(node)?.Problem is { } problem && time.GetElapsedTime(problem.Since) < options.Value.OfflineAfter.Value ? problem.What : null;

    /// <summary>A push of a node was taken.</summary>
    /// <param name="node">The node.</param>
    /// <param name="clockAhead">How far its clock is ahead, if it says.</param>
    public void Heard(string node, TimeSpan? clockAhead)
    {
        var sender = Of(node);
        sender.Heard = time.GetTimestamp();
        if (clockAhead is not { } ahead)
        {
            return;
        }

        if (ahead.Duration() > ClockTolerance && Sender.TryTurn(ref sender.ClockIsOff, 1))
        {
            Log.ClockIsOff(logger, node, Math.Round(ahead.TotalSeconds, 1));
        }
        else if (ahead.Duration() < ClockAgrees && Sender.TryTurn(ref sender.ClockIsOff, 0))
        {
            Log.ClockIsRight(logger, node);
        }
    }

    /// <summary>A push of a node was refused.</summary>
    /// <param name="node">The node.</param>
    /// <param name="problem">Why.</param>
    /// <returns>Whether that is news.</returns>
    public bool Refused(string node, string problem)
    {
        var isNews = ProblemOf(node) != problem;
        Of(node).Problem = new(problem, time.GetTimestamp());
        return isNews;
    }

    /// <summary>A push of a node that there is no room for was refused.</summary>
    /// <returns>Whether that is news.</returns>
    public bool RefusedUnknown(string problem) => Interlocked.Exchange(ref _full, problem) != problem;

    /// <summary>Readings of a node were left out.</summary>
    public void Rejected(string node, int count)
    {
        var sender = Of(node);
        if (count > 0 && Sender.TryTurn(ref sender.HasRejected, 1))
        {
            Log.ReadingsRejected(logger, node, count);
        }
    }

    private Sender Of(string node) => _senders.GetOrAdd(node, static _ => new());

    private sealed record Refusal(string What, long Since);

    private sealed class Sender
    {
        public int ClockIsOff;
        public int HasRejected;
        private long _heard = long.MinValue;
        private Refusal? _problem;

        public long? Heard
        {
            get => Volatile.Read(ref _heard) is not long.MinValue and var heard ? heard : null;
            set => Volatile.Write(ref _heard, value ?? long.MinValue);
        }

        public Refusal? Problem
        {
            get => Volatile.Read(ref _problem);
            set => Volatile.Write(ref _problem, value);
        }

        public static bool TryTurn(ref int state, int to) => Interlocked.Exchange(ref state, to) != to;
    }
}
