using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Durable;

namespace WasiHal.Cluster.Spoke;

/// <summary>
/// Brings batches to the hub: the newest first, what has gathered beside them for half of the time at most, and word that
/// this node lives when there is neither. For one loop; <see cref="State"/> from any thread.
/// </summary>
internal sealed class Pusher(
    Outbox outbox,
    SpokeSignals signals,
    IPushFormat format,
    HubConnection hub,
    SpokeStatus status,
    IOptions<SpokeOptions> options,
    Random random,
    TimeProvider time,
    ILogger<Pusher> logger)
{
    /// <summary>Bytes of the JSON of the batches of a push.</summary>
    public const int MaxJson = 256 * 1024;

    /// <summary>The hub hears from this node at least so often.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    private readonly Uri? _address = options.Value.PushAddress;
    private readonly Backoff _backoff = new(random);
    private readonly RefusedBatches _refused = new(time);
    private readonly PushReport _report = new(logger, time);
    private readonly long _begin = time.GetTimestamp();
    private volatile PusherState _state = new(time.GetTimestamp(), null, false, 0);
    private TimeSpan _backlogFrom;
    private TimeSpan _heartbeatFrom;
    private long _newest;
    private bool _isAskedWhy;

    /// <summary>How the hub and this spoke get on.</summary>
    public PusherState State => _state;

    /// <summary>Pushes until it is stopped.</summary>
    /// <param name="stopping">Stops it.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        if (_address is null)
        {
            Log.NoHub(logger);
            return;
        }

        while (!stopping.IsCancellationRequested)
        {
            var wait = await TryAsync(stopping).ConfigureAwait(false);
            if (_backoff.Failures > 0)
            {
                await Task.Delay(wait, time, stopping).ConfigureAwait(false);
            }
            else
            {
                await signals.Batches.WaitAsync(wait, stopping).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Pushes once what there is, whatever came of the pushes before.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task LastAsync(CancellationToken cancellationToken)
    {
        if (_address is not null && !_state.IsSuperseded && Select(withBacklog: true) is { Batches.Count: > 0 } selection)
        {
            await SendAsync(_address, selection, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_begin);

    private async Task<TimeSpan> TryAsync(CancellationToken stopping)
    {
        try
        {
            return await PushAsync(stopping).ConfigureAwait(false);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            // The one broad catch of this loop: a fault of the node's must not end the sending for good.
            _report.Fault(fault);
            return _backoff.Next(null);
        }
    }

    private async Task<TimeSpan> PushAsync(CancellationToken stopping)
    {
        var withBacklog = Now >= _backlogFrom;
        var selection = _isAskedWhy ? outbox.Nothing : await Task.Factory.StartNew(() => Select(withBacklog), stopping, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        if (selection is null)
        {
            return Heartbeat;
        }

        if (selection.Batches.Count == 0 && !_isAskedWhy && (Now < _heartbeatFrom || !format.HasHeartbeat))
        {
            return Pause(selection.Figures, withBacklog);
        }

        var begin = Now;
        var outcome = await SendAsync(_address!, selection, stopping).ConfigureAwait(false);
        _report.Tell(outcome, outbox.Figures);
        return outcome.Kind == PushOutcomeKind.Accepted ? Accepted(selection, Now - begin) : NotAccepted(selection, outcome);
    }

    private OutboxSelection? Select(bool withBacklog)
    {
        try
        {
            return outbox.Select(new(_newest, withBacklog, MaxJson, _refused.MaxBatches, _refused.IsPassedOver));
        }
        catch (DatabaseUnavailableException)
        {
            // The database has told it; the hub hears all the same that this node lives.
            return outbox.Nothing;
        }
    }

    private async Task<PushOutcome> SendAsync(Uri address, OutboxSelection selection, CancellationToken cancellationToken)
    {
        var said = status.Of(selection);
        using var body = format.Compose(selection, said);
        var outcome = PushOutcome.Unreachable("it was given up");
        try
        {
            outcome = format.Understand(selection, await hub.SendAsync(address, body, cancellationToken).ConfigureAwait(false));
        }
        catch (HubUnreachableException failure)
        {
            outcome = PushOutcome.Unreachable(HubProblem.Line(failure.Message));
        }
        finally
        {
            outbox.Settle(selection, outcome.Confirmed, body.HasBegun);
        }

        if (outcome.Kind == PushOutcomeKind.Accepted)
        {
            status.Taken(said);
        }

        signals.Confirmed(outbox.ConfirmedBatches);
        return outcome;
    }

    private TimeSpan Accepted(OutboxSelection selection, TimeSpan took)
    {
        _backoff.Reset();
        if (_isAskedWhy)
        {
            // It takes this node's word, so it was the content that it refused.
            _isAskedWhy = false;
        }
        else
        {
            _refused.Taken(selection.Batches);
        }

        if (selection.Batches is [.., var last])
        {
            _newest = Math.Max(_newest, last.Name.Sequence);
        }

        _heartbeatFrom = Now + Heartbeat;
        _state = new(time.GetTimestamp(), _refused.Count == 0 ? null : $"the hub refuses {_refused.Count} batches, which are kept and tried again", false, _refused.Count);
        if (_backlogFrom <= Now)
        {
            // As long as the push took: what has gathered leaves the hub half of its time.
            _backlogFrom = Now + took;
        }

        return Pause(outbox.Figures, withBacklog: false);
    }

    private TimeSpan NotAccepted(OutboxSelection selection, PushOutcome outcome)
    {
        var isSuperseded = outcome.Status == 409 && selection.Batches.Count == 0;
        if (outcome.Status is 400 or 413 or 422 or 409 && selection.Batches.Count > 0)
        {
            // With 409 it may refuse the content or the sender: a push without content will show which.
            _isAskedWhy = outcome.Status == 409;
            if (_refused.Refused(selection.Batches) is { } batch)
            {
                Log.BatchRefused(logger, batch.Name.Sequence, batch.Readings, outcome.Problem!);
            }
        }

        if (isSuperseded)
        {
            _report.Superseded(outcome.Problem!);
        }

        _newest = 0;
        _state = _state with { Problem = outcome.Problem, IsSuperseded = isSuperseded, PassedOver = _refused.Count };
        var wait = _backoff.Next(outcome.RetryAfter);
        return isSuperseded && wait < Backoff.Longest ? Backoff.Longest : wait;
    }

    private TimeSpan Pause(OutboxFigures figures, bool withBacklog)
    {
        var heartbeat = format.HasHeartbeat ? _heartbeatFrom - Now : Heartbeat;
        var backlog = figures.WaitingBatches > _refused.Count && !withBacklog ? _backlogFrom - Now : heartbeat;
        var wait = heartbeat < backlog ? heartbeat : backlog;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
