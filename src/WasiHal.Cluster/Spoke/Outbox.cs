using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Protocol;
using WasiHal.Durable;

namespace WasiHal.Cluster.Spoke;

/// <summary>
/// Batches on the disk until the hub has them, bounded by bytes and by age: at the bounds the oldest are dropped and
/// counted in the same commit. Safe from any thread; one writes and one sends.
/// </summary>
internal sealed class Outbox : IDisposable, IDatabaseEvents
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "outbox.db";

    /// <summary>Room for deleting what is confirmed when the disk is full: for the log of that, and for writing back all of the log.</summary>
    public const int BallastBytes = 512 * 1024;

    private const int MostDeleted = 1024;
    private const int BytesOfACommit = 128 * 1024;
    private const int MostSetRight = 256;

    private readonly Lock _lock = new();
    private readonly DurableDatabase<OutboxSession> _database;
    private readonly OutboxLedger _ledger = new();
    private readonly OutboxBounds _bounds;
    private readonly ClockOffset _clock;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private OutboxState? _state;
    private long _batches;
    private long _keptFrom;
    private string? _incarnation;
    private (TimeSpan Ran, long Timestamp)? _start;
    private (string Box, long Write)? _doubt;
    private long _setAside;
    private bool _isLossUnknown;
    private bool _isDroppingTold;

    /// <summary>Touches no disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Its bounds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told what happens.</param>
    public Outbox(string path, OutboxOptions options, TimeProvider time, ILogger logger)
    {
        var maxBytes = options.MaxBytes / DatabaseFile.PageBytes * DatabaseFile.PageBytes;
        (_time, _logger, _clock, _bounds) = (time, logger, new(time), new(maxBytes, options.MaxAge.Value, _ledger));
        _database = new(path, OutboxSession.Kind, maxBytes, BallastBytes, Begin, time, this);
        MaxBatchJson = (int)Math.Clamp(maxBytes / 8, 32 * 1024, 128 * 1024);
    }

    /// <summary>Bytes of the JSON of one batch at most: a small outbox has small ones.</summary>
    public int MaxBatchJson { get; }

    /// <summary>Why the disk does not take anything, as far as its last use showed; null when it does.</summary>
    public string? Problem => _database.Problem;

    /// <summary>Confirmed batches that are still on the disk.</summary>
    public int ConfirmedBatches => _ledger.Confirmed.Batches;

    /// <summary>How it is.</summary>
    public OutboxFigures Figures
    {
        get
        {
            lock (_lock)
            {
                var (batches, readings) = _ledger.Confirmed;
                return _state is { } state
                    ? new(state.Taken, state.Confirmed + readings, _batches - batches, state.Held - readings, state.Lost, _isLossUnknown)
                    : OutboxFigures.None with { IsLossUnknown = _isLossUnknown };
            }
        }
    }

    /// <summary>How far the wall clock is ahead of the monotonic one, while it is not set; null when it is.</summary>
    public TimeSpan? UnsetClock => _clock.IsSet ? null : _clock.Now;

    /// <summary>A selection without batches, made without the disk; null as long as the outbox was never opened.</summary>
    public OutboxSelection? Nothing
    {
        get
        {
            lock (_lock)
            {
                return _incarnation is null ? null : new(_incarnation, _keptFrom, [], Figures);
            }
        }
    }

    /// <summary>
    /// Mostly one commit: what is confirmed goes, what is too old or too much goes, what waits in memory comes in. Does
    /// nothing when there is nothing of it.
    /// </summary>
    /// <param name="pending">What waits; empty afterwards.</param>
    /// <returns>Whether batches came in.</returns>
    /// <exception cref="DatabaseUnavailableException">The disk or the file failed. What waits goes on waiting; the next call finds out what was done.</exception>
    public bool Write(PendingBatches pending)
    {
        var hasCome = false;
        do
        {
            try
            {
                hasCome |= _database.Use(session => Scrubbing(session, () => Write(session, pending)));
            }
            catch (DatabaseUnavailableException failure) when (ConfirmedBatches > 0 && failure.InnerException is { } cause && DatabaseFile.IsFull(cause))
            {
                MakeRoom();
                hasCome |= _database.Use(session => Scrubbing(session, () => Write(session, pending)));
            }
        }
        while (!pending.IsEmpty);
        return hasCome;
    }

    /// <summary>Sets the times of batches right that were taken in before the clock was set, and not sent since.</summary>
    /// <exception cref="DatabaseUnavailableException">The disk or the file failed.</exception>
    public void SetTimes()
    {
        while (_clock.IsSet && _ledger.SomeUnset(MostSetRight) is { Count: > 0 } some)
        {
            _database.Use(session => Scrubbing(session, () => UnsetTimes.SetRight(session, some, _clock.Now)));
            some.ToList().ForEach(batch => _ledger.SetRight(batch.Key));
            Log.TimesSetRight(_logger, some.Count);
        }
    }

    /// <summary>Chooses what is sent next. None of it is dropped before <see cref="Settle"/>.</summary>
    /// <param name="choice">How to choose.</param>
    /// <exception cref="DatabaseUnavailableException">The disk or the file failed.</exception>
    public OutboxSelection Select(OutboxChoice choice) => _database.Use(session => Scrubbing(session, () =>
    {
        var isClockSet = _clock.IsSet;
        var chosen = choice.From(session, sequence => _ledger.IsHeldBack(sequence, isClockSet));
        _ledger.Sending(chosen);
        lock (_lock)
        {
            _keptFrom = KeptFrom(session);
            return new OutboxSelection(_incarnation!, _keptFrom, chosen, Figures);
        }
    }), isWrite: false);

    /// <summary>Tells what became of a selection.</summary>
    /// <param name="selection">Of <see cref="Select"/>.</param>
    /// <param name="confirmed">Those that the hub has; they are deleted with the next commit.</param>
    /// <param name="mayHaveLeft">Whether any of it may have reached anybody: then it must not change any more.</param>
    public void Settle(OutboxSelection selection, IReadOnlySet<BatchName> confirmed, bool mayHaveLeft)
    {
        lock (_lock)
        {
            // Of another file, if this one was set aside in between.
            var batches = selection.Sender == _incarnation ? selection.Batches : [];
            _ledger.Sent(batches, batch => confirmed.Contains(batch.Name), mayHaveLeft);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    void IDatabaseEvents.Begun(string path) => Log.OutboxBegun(_logger, path);

    void IDatabaseEvents.Failed(string path, Exception failure) => Log.OutboxFailed(_logger, path, failure);

    void IDatabaseEvents.WorksAgain(string path) => Log.OutboxWorksAgain(_logger, path);

    void IDatabaseEvents.SetAside(string path, string aside, string damage)
    {
        lock (_lock)
        {
            // What it held is known when it was read before; a start finds a file of which it knows nothing.
            var held = _state is null ? null : (long?)Figures.WaitingReadings;
            _setAside += held ?? 0;
            _isLossUnknown |= held is null;
            _state = null;
            Log.OutboxSetAside(_logger, path, aside, damage, held?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of");
        }
    }

    private TimeSpan Ran => _start is { } start ? start.Ran + _time.GetElapsedTime(start.Timestamp) : TimeSpan.Zero;

    private OutboxSession Begin(SqliteConnection connection)
    {
        var session = new OutboxSession(connection);
        try
        {
            var isKnown = session.Load();
            if (!isKnown || session.State.Box != _state?.Box)
            {
                Start(session, isKnown);
            }

            if (!session.IsConsistent())
            {
                Scrub(session);
            }

            Scrubbing(session, () =>
            {
                _bounds.Fit(session);
                return true;
            });
            Publish(session);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // The counter is on the disk before anything bears its name; the random part makes the name a new one also on a restored card.
    private void Start(OutboxSession session, bool isKnown)
    {
        var state = isKnown ? session.State : new OutboxState { Box = RandomNumberGenerator.GetHexString(16, lowercase: true), Ran = Ran };
        session.Begin();
        session.Save(state with { Starts = state.Starts + 1, Taken = state.Taken + _setAside, Lost = state.Lost with { Damage = state.Lost.Damage + _setAside } });
        session.Commit();
        lock (_lock)
        {
            _incarnation = string.Create(CultureInfo.InvariantCulture, $"{state.Box}-{session.State.Starts}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
            _start = (state.Ran, _time.GetTimestamp());
            (_setAside, _keptFrom) = (0, 0);
            _ledger.Clear();
        }
    }

    private bool Write(OutboxSession session, PendingBatches pending)
    {
        if (_doubt is { } doubt)
        {
            pending.Settle(session.State.Box == doubt.Box && session.State.Writes == doubt.Write);
            _doubt = null;
        }

        var confirmed = _ledger.SomeConfirmed(MostDeleted);
        if (pending.IsEmpty && confirmed.Count == 0 && !_bounds.HasTooOld(session, Ran))
        {
            return false;
        }

        if (_clock.IsSet)
        {
            UnsetTimes.SetRight(pending, _clock.Now);
        }

        session.Begin();
        var state = session.State with { Ran = Ran, Writes = session.State.Writes + 1 };
        state = state with { Confirmed = state.Confirmed + confirmed.Where(batch => session.Delete(batch.Key)).Sum(batch => batch.Value) };
        state = _bounds.DropOld(session, state);
        var came = Group(pending.Batches);
        foreach (var batch in came)
        {
            state = _bounds.DropTooMuch(session, state);
            session.Add(new(state.Next, _incarnation!, batch.Readings, (long)state.Ran.TotalMilliseconds, batch.Content));
            state = state with { Next = state.Next + 1, Taken = state.Taken + batch.Readings };
        }

        state = state with { Taken = state.Taken + pending.Losses.Total, Lost = state.Lost + pending.Losses };
        var before = session.State;
        session.Save(state);
        pending.Doubt(came.Length);
        _doubt = (state.Box, state.Writes);
        session.Commit();
        _doubt = null;
        pending.Settle(isWritten: true);
        Finish(before, session, confirmed, came);
        return came.Length > 0;
    }

    // On a disk that is full nothing can come in before something goes, and that needs room only for itself.
    private void MakeRoom() => _database.UseToMakeRoom(session => Scrubbing(session, () =>
    {
        var confirmed = _ledger.SomeConfirmed(MostDeleted);
        session.Begin();
        var state = session.State;
        session.Save(state with { Confirmed = state.Confirmed + confirmed.Where(batch => session.Delete(batch.Key)).Sum(batch => batch.Value) });
        session.Commit();
        Finish(state, session, confirmed, []);
        session.PutLogAway();
        return true;
    }));

    // Not more in one commit than the log is meant for.
    private static PackedBatch[] Group(IReadOnlyList<PackedBatch> batches)
    {
        var bytes = 0;
        return [.. batches.TakeWhile((batch, index) => (bytes += batch.Content.Length) <= BytesOfACommit || index == 0)];
    }

    private void Finish(OutboxState before, OutboxSession session, IReadOnlyList<KeyValuePair<long, long>> confirmed, PackedBatch[] came)
    {
        lock (_lock)
        {
            foreach (var (sequence, _) in confirmed)
            {
                _ledger.Forget(sequence);
            }

            for (var index = 0; index < came.Length; index++)
            {
                if (came[index].UnsetClock is { } offset)
                {
                    _ledger.Unset(before.Next + index, offset);
                }
            }

            Publish(session);
        }

        var dropped = session.State.Lost.Total - before.Lost.Total;
        if (dropped > 0 && !_isDroppingTold)
        {
            Log.ReadingsDropped(_logger, dropped, session.State.Lost.ToString());
        }

        _isDroppingTold = dropped > 0 || (_isDroppingTold && session.Batches > 0);
    }

    private T Scrubbing<T>(OutboxSession session, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (BatchDamagedException)
        {
            session.Rollback();
            Scrub(session);
            return work();
        }
    }

    private void Scrub(OutboxSession session)
    {
        var (batches, readings) = OutboxScrub.Run(session);
        foreach (var sequence in batches)
        {
            _ledger.Forget(sequence);
        }

        Publish(session);
        Log.BatchesDamaged(_logger, batches.Count, readings);
    }

    private long KeptFrom(OutboxSession session)
    {
        var oldest = session.Oldest(0);
        while (oldest is { } there && _ledger.IsConfirmed(there.Sequence))
        {
            oldest = session.Oldest(there.Sequence);
        }

        return oldest?.Sequence ?? session.State.Next;
    }

    private void Publish(OutboxSession session)
    {
        lock (_lock)
        {
            (_state, _batches) = (session.State, session.Batches);
        }
    }
}
