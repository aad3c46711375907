using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Watchdog;
using WasiHal.Durable;

namespace WasiHal.Cluster.Spoke;

/// <summary>
/// Moves readings from memory to the disk: those of one round of polls in one commit. While the disk fails they wait in
/// memory, packed, and it is tried again and again.
/// </summary>
internal sealed class OutboxWriter(Outbox outbox, ReadingQueue queue, SpokeSignals signals, IOptions<SpokeOptions> options, TimeProvider time, ILogger<OutboxWriter> logger)
{
    /// <summary>Bytes of packed batches that wait for a disk that fails.</summary>
    public const int MaxPendingBytes = 256 * 1024;

    /// <summary>When nothing comes in for so long, what is confirmed is deleted by itself.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly PendingBatches _pending = new(MaxPendingBytes);
    private readonly WorkSpan _write = new(time);
    private TimeSpan _retry;
    private long _written = time.GetTimestamp();
    private bool _isTold;
    private long _packed;

    /// <summary>Readings that are in memory only.</summary>
    public long InMemory => Interlocked.Read(ref _packed) + queue.Count;

    /// <summary>For how long the write of this moment has gone on, when that is longer than any may take.</summary>
    public TimeSpan? WritingForTooLong => _write.TooLong;

    /// <summary>Writes until it is stopped.</summary>
    /// <param name="stopping">Stops it.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        await WriteAsync().ConfigureAwait(false);
        while (!stopping.IsCancellationRequested)
        {
            if (_retry > TimeSpan.Zero)
            {
                await Task.Delay(_retry, time, stopping).ConfigureAwait(false);
            }
            else if (await signals.Readings.WaitAsync(Quiet, stopping).ConfigureAwait(false) && queue.Count > 0)
            {
                // The polls of a round come one after the other.
                await Task.Delay(options.Value.Outbox.CommitEvery.Value, time, stopping).ConfigureAwait(false);
            }

            await WriteAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Writes what is in memory now, on a thread of its own: a disk may take seconds.</summary>
    public Task WriteAsync() => Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    private void Write()
    {
        lock (_lock)
        {
            _write.Begin();
            Pack();
            try
            {
                outbox.SetTimes();
                if (!_pending.IsEmpty || outbox.ConfirmedBatches >= SpokeSignals.ManyConfirmed || time.GetElapsedTime(_written) >= Quiet)
                {
                    _written = time.GetTimestamp();
                    if (outbox.Write(_pending))
                    {
                        signals.Batches.Set();
                    }
                }

                (_retry, _isTold) = (TimeSpan.Zero, false);
            }
            catch (DatabaseUnavailableException)
            {
                // The database has told it.
                Again();
            }
            catch (Exception fault)
            {
                // The one broad catch of this loop: a fault of the node's must not end the taking in of readings.
                Again();
                if (!_isTold)
                {
                    Log.OutboxWriterFailed(logger, fault);
                }

                _isTold = true;
            }
            finally
            {
                Interlocked.Exchange(ref _packed, _pending.Readings);
                _write.End();
            }
        }
    }

    private void Again() => _retry = _retry == TimeSpan.Zero ? FirstRetry : _retry + _retry < Quiet ? _retry + _retry : Quiet;

    private void Pack()
    {
        var (queued, losses) = queue.Drain();
        _pending.Count(losses);
        var readings = Array.ConvertAll(queued, reading => reading.Reading);
        for (var first = 0; first < queued.Length;)
        {
            // The readings of a batch have one clock.
            var (unset, end) = (queued[first].UnsetClock, first + 1);
            while (end < queued.Length && IsSameClock(queued[end].UnsetClock, unset))
            {
                end++;
            }

            _pending.Add(new(BatchContent.Pack(readings.AsSpan(first, end - first), outbox.MaxBatchJson, out var packed), packed, unset));
            first += packed;
        }
    }

    private static bool IsSameClock(TimeSpan? one, TimeSpan? other) =>
        one is { } first && other is { } second ? (first - second).Duration() < TimeSpan.FromMinutes(1) : one is null && other is null;
}
