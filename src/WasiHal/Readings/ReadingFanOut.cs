using Microsoft.Extensions.Logging;

namespace WasiHal;

/// <summary>
/// Hands every batch of readings to every registered <see cref="IReadingSink"/>. All sinks are started before any is
/// waited for, and one that throws starves no other: its first failure and its recovery are logged. Safe from any thread.
/// </summary>
public sealed class ReadingFanOut
{
    private readonly IReadingSink[] _sinks;
    private readonly long[] _missed;
    private readonly ILogger<ReadingFanOut> _logger;

    /// <summary>Makes a fan-out over the given sinks.</summary>
    /// <param name="sinks">Every sink, in the order in which they are started.</param>
    /// <param name="logger">Where a sink's failure and recovery are told.</param>
    public ReadingFanOut(IEnumerable<IReadingSink> sinks, ILogger<ReadingFanOut> logger)
    {
        _sinks = [.. sinks];
        _missed = new long[_sinks.Length];
        _logger = logger;
    }

    /// <summary>Hands a batch to all sinks. Never throws for what a sink does. Allocates nothing when all of them take it at once.</summary>
    /// <param name="readings">Must stay as it is until the returned task ends. An empty batch reaches no sink.</param>
    /// <param name="cancellationToken">The host is going down; a sink that stops for it is not called failed.</param>
    /// <returns>Ends when every sink has taken the batch or failed.</returns>
    public ValueTask PublishAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
    {
        if (readings.IsEmpty)
        {
            return ValueTask.CompletedTask;
        }

        List<Task>? pending = null;
        for (var index = 0; index < _sinks.Length; index++)
        {
            // The one broad catch of this loop: a sink is foreign code, and its fault must not reach its neighbours.
            try
            {
                var accepted = _sinks[index].AcceptAsync(readings, cancellationToken);
                if (accepted.IsCompleted)
                {
                    accepted.GetAwaiter().GetResult();
                    Succeeded(index);
                }
                else
                {
                    (pending ??= []).Add(FinishAsync(index, accepted, cancellationToken));
                }
            }
            catch (Exception exception)
            {
                Failed(index, exception, cancellationToken);
            }
        }

        return pending is null ? ValueTask.CompletedTask : new ValueTask(Task.WhenAll(pending));
    }

    private async Task FinishAsync(int index, ValueTask accepted, CancellationToken cancellationToken)
    {
        try
        {
            await accepted.ConfigureAwait(false);
            Succeeded(index);
        }
        catch (Exception exception)
        {
            Failed(index, exception, cancellationToken);
        }
    }

    private void Succeeded(int index)
    {
        if (Volatile.Read(ref _missed[index]) != 0 && Interlocked.Exchange(ref _missed[index], 0) is > 0 and var missed)
        {
            Log.SinkRecovered(_logger, Name(index), missed);
        }
    }

    private void Failed(int index, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return;
        }

        if (Interlocked.Increment(ref _missed[index]) == 1)
        {
            Log.SinkFailed(_logger, Name(index), exception);
        }
    }

    private string Name(int index) => _sinks[index].GetType().Name;
}
