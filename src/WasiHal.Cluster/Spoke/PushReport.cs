using System.Globalization;
using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Spoke;

/// <summary>Tells the log how the hub and this spoke get on: once when it changes. For one thread.</summary>
internal sealed class PushReport(ILogger logger, TimeProvider time)
{
    private long? _since;
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);
    private bool _isReached;
    private bool _isSuperseded;
    private bool _isUnaskedTold;
    private bool _isFaultTold;

    /// <summary>What became of a push.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="figures">The outbox.</param>
    public void Tell(PushOutcome outcome, OutboxFigures figures)
    {
        if (outcome.Unasked > 0 && !_isUnaskedTold)
        {
            Log.UnaskedConfirmed(logger, outcome.Unasked);
        }

        _isUnaskedTold |= outcome.Unasked > 0;
        if (outcome.Kind == PushOutcomeKind.Accepted)
        {
            Reached(figures);
            return;
        }

        // Another reason is news only when it is another kind of reason, and once.
        if (_kinds.Add(outcome.Status?.ToString(CultureInfo.InvariantCulture) ?? "none"))
        {
            Log.PushFailed(logger, outcome.Problem ?? "", figures.WaitingReadings);
        }

        _since ??= time.GetTimestamp();
    }

    /// <summary>The hub says that another process pushes with this node's id.</summary>
    /// <param name="problem">Its words.</param>
    public void Superseded(string problem)
    {
        if (!_isSuperseded)
        {
            Log.Superseded(logger, problem);
        }

        _isSuperseded = true;
    }

    /// <summary>A fault of this node's own.</summary>
    /// <param name="fault">The fault.</param>
    public void Fault(Exception fault)
    {
        if (!_isFaultTold)
        {
            Log.PusherFailed(logger, fault);
        }

        _isFaultTold = true;
    }

    private void Reached(OutboxFigures figures)
    {
        if (_since is { } since)
        {
            Log.HubReachedAgain(logger, time.GetElapsedTime(since).TotalSeconds, figures.WaitingReadings);
        }
        else if (!_isReached)
        {
            Log.HubReached(logger, figures.WaitingReadings);
        }

        _kinds.Clear();
        (_isReached, _since, _isFaultTold, _isSuperseded) = (true, null, false, false);
    }
}
