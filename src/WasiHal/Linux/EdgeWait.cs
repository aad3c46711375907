namespace WasiHal.Linux;

/// <summary>One who waits for the next edge.</summary>
internal sealed class EdgeWait(LinuxGpioPin pin, GpioEdge edge, TimeProvider timeProvider) : EdgeListener(pin, edge, timeProvider)
{
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly TaskCompletionSource<bool> _hasCome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether an edge comes in time; a pin that is configured anew ends the wait, as the time-out does.</summary>
    public bool Wait(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, _timeProvider);
        using var onDeadline = deadline.Token.UnsafeRegister(_ => OnEnd(), null);
        using var onCancel = cancellationToken.UnsafeRegister(_ => OnEnd(), null);
        return _hasCome.Task.GetAwaiter().GetResult();
    }

    protected override void Take(GpioEvent happened) => _hasCome.TrySetResult(true);

    protected override void OnEnd() => _hasCome.TrySetResult(false);
}
