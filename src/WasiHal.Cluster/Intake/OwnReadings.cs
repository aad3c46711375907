using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Protocol;
using WasiHal.Durable;

namespace WasiHal.Cluster.Intake;

/// <summary>
/// Brings the readings of this node into the ledger, as batches like those of any other node. A poll does not wait for the
/// disk. What cannot be written waits in memory; when there is too much of it, the oldest is dropped and counted.
/// </summary>
internal sealed class OwnReadings(IBatchLedger ledger, IOptions<NodeOptions> node, IOptions<HistoryOptions> options, TimeProvider time, ILogger<OwnReadings> logger) : BackgroundService, IReadingSink
{
    /// <summary>Bytes of readings that wait, roughly.</summary>
    public const long MaxWaitingBytes = 4 << 20;

    private const int MaxBatch = PushRules.MaxReadings;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<Reading> _waiting = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly string _incarnation = $"{RandomNumberGenerator.GetHexString(16, lowercase: true)}-1-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
    private IncomingBatch? _batch;
    private long _waitingBytes;
    private long _sequence;
    private long _taken;
    private long _lost;
    private bool _isToldLost;

    /// <summary>This start, as batches name it.</summary>
    public string Incarnation => _incarnation;

    /// <summary>Readings that were taken since the start.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Readings that were dropped since the start.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Readings that wait.</summary>
    public long Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count + (_batch?.Readings.Length ?? 0);
            }
        }
    }

    private string Own => node.Value.NodeId;

    public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var before = _waiting.Count;
            foreach (ref readonly var reading in readings.Span)
            {
                // Those of others are in the ledger already: they came by its door.
                if (reading.Node == Own)
                {
                    _waiting.Enqueue(reading);
                    _waitingBytes += BytesOf(reading);
                    _taken++;
                }
            }

            DropOldest();
            if (_waiting.Count > before && _arrived.CurrentCount == 0)
            {
                _arrived.Release();
            }
        }

        return ValueTask.CompletedTask;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        while (!cancellationToken.IsCancellationRequested && await TryWriteAsync(cancellationToken).ConfigureAwait(false))
        {
        }
    }

    public override void Dispose()
    {
        _arrived.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _arrived.WaitAsync(stoppingToken).ConfigureAwait(false);

            // Those of one poll round come within moments of each other, and are one commit.
            await Task.Delay(options.Value.CommitEvery.Value, time, stoppingToken).ConfigureAwait(false);
            while (await TryWriteAsync(stoppingToken).ConfigureAwait(false))
            {
            }

            if (Waiting > 0)
            {
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(false);
                Wake();
            }
        }
    }

    /// <summary>Writes the oldest batch.</summary>
    /// <returns>Whether there was one and it is on the disk, so that the next one may be tried.</returns>
    private async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        if (NextBatch() is not { } batch)
        {
            return false;
        }

        try
        {
            await ledger.ApplyAsync(Report(), [batch], cancellationToken).ConfigureAwait(false);
        }
        catch (DatabaseUnavailableException)
        {
            // Told by the database, once until it works again. Perhaps the batch is there: under its name it is not written twice.
            return false;
        }
        catch (Exception failure) when (failure is LedgerFullException or SenderSupersededException)
        {
            Log.OwnReadingsRefused(logger, failure.Message);
            return false;
        }

        lock (_lock)
        {
            _batch = null;
        }

        return true;
    }

    private void Wake()
    {
        lock (_lock)
        {
            if (_arrived.CurrentCount == 0)
            {
                _arrived.Release();
            }
        }
    }

    private IncomingBatch? NextBatch()
    {
        lock (_lock)
        {
            if (_batch is null && _waiting.Count > 0)
            {
                var readings = new Reading[Math.Min(_waiting.Count, MaxBatch)];
                var hash = new BatchHash();
                for (var i = 0; i < readings.Length; i++)
                {
                    readings[i] = _waiting.Dequeue();
                    _waitingBytes -= BytesOf(readings[i]);
                    hash.Add(readings[i]);
                }

                _batch = new(Own, new(_incarnation, ++_sequence), readings, hash.Finish(0));
            }

            return _batch;
        }
    }

    private SenderReport Report()
    {
        lock (_lock)
        {
            var waiting = _waiting.Count + (_batch?.Readings.Length ?? 0);
            var now = time.GetUtcNow();
            return new(Own, now, TimeSpan.Zero, new(_incarnation, _sequence, now, null, null, _taken, _batch is null ? 0 : 1, waiting, _lost, null, null, null));
        }
    }

    // Never the batch that is being written: nobody knows whether it is there.
    private void DropOldest()
    {
        var before = _lost;
        while (_waitingBytes > MaxWaitingBytes && _waiting.TryDequeue(out var oldest))
        {
            _waitingBytes -= BytesOf(oldest);
            _lost++;
        }

        if (_lost > before && !_isToldLost)
        {
            Log.OwnReadingsLost(logger, MaxWaitingBytes);
        }

        _isToldLost = _lost > before || (_isToldLost && _waitingBytes > MaxWaitingBytes / 2);
    }

    private static long BytesOf(in Reading reading) => 160 + (reading.Measurement.Value.Kind == ReadingValueKind.Text ? reading.Measurement.Value.Text.Length * 2L : 0);
}
