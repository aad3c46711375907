using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Watchdog;
using WasiHal.Durable;

namespace WasiHal.Cluster.History;

/// <summary>
/// <c>hub.db</c>: everything that a hub remembers of readings. One use at a time, in the order in which they were asked for;
/// who waits holds no thread. Safe from any thread.
/// </summary>
internal sealed class HubDatabase : IDisposable
{
    // Room on the disk for compactions, which free more than they take.
    private const int BallastBytes = 1 << 20;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<string, KnownNode> _nodes = new(StringComparer.Ordinal);
    private readonly DurableDatabase<HubSession> _database;
    private readonly HistoryOptions _options;
    private readonly HistoryClock _clock;
    private readonly HubEvents _events;
    private readonly WorkSpan _use;
    private HubSession? _session;
    private HistoryStatistics _statistics = HistoryStatistics.None;
    private long _writtenBefore;
    private long _written;

    /// <summary>Touches no disk.</summary>
    public HubDatabase(IOptions<DataOptions> data, IOptions<HistoryOptions> options, TimeProvider time, HubEvents events)
    {
        (_options, _clock, _events, _use) = (options.Value, new(time), events, new(time));
        _database = new(System.IO.Path.Combine(data.Value.Directory, HubSchema.FileName), HubSchema.Kind, _options.MaxBytes, BallastBytes, Begin, time, events);
    }

    /// <summary>The file.</summary>
    public string Path => _database.Path;

    /// <summary>Why it cannot be used, as far as its last use showed; null when it can.</summary>
    public string? Problem => _database.Problem;

    /// <summary>For how long the use of this moment has gone on, when that is longer than any may take.</summary>
    public TimeSpan? UsedForTooLong => _use.TooLong;

    /// <summary>Every node that was ever heard from, ordered by id.</summary>
    public IReadOnlyList<KnownNode> Nodes => [.. _nodes.Values.OrderBy(node => node.Report.Node, StringComparer.Ordinal)];

    /// <summary>What there is, as <see cref="PublishAll"/> saw it last.</summary>
    public HistoryStatistics Statistics => Volatile.Read(ref _statistics);

    /// <summary>The same, as it is shown.</summary>
    public NodeHistory Document
    {
        get
        {
            var now = Statistics;
            return new(now.Applied, now.Readings, now.Rejected, now.Purged, now.Damaged, now.Series, now.Oldest, now.Bytes, _options.MaxBytes, now.WrittenBytes, Problem);
        }
    }

    /// <summary>Uses the session, alone.</summary>
    /// <param name="work">May be done twice: see <see cref="DurableDatabase{TSession}.Use"/>.</param>
    /// <param name="cancellationToken">Ends the waiting for a turn, not the work.</param>
    /// <exception cref="DatabaseUnavailableException">The disk or the file failed.</exception>
    public Task<T> UseAsync<T>(Func<HubSession, T> work, CancellationToken cancellationToken) => InTurnAsync(inTurn => _database.Use(inTurn), work, cancellationToken);

    /// <summary>As <see cref="UseAsync"/>, for work that frees more than it takes.</summary>
    public Task<T> UseToMakeRoomAsync<T>(Func<HubSession, T> work, CancellationToken cancellationToken) => InTurnAsync(inTurn => _database.UseToMakeRoom(inTurn), work, cancellationToken);

    /// <summary>Shows nodes as they are now. In a turn, after the commit.</summary>
    public void Publish(HubSession session, IEnumerable<string> nodes)
    {
        foreach (var name in nodes)
        {
            if (session.Nodes.Find(name) is { } node)
            {
                _nodes[name] = node.Known;
            }
        }
    }

    /// <summary>Shows everything as it is now. In a turn.</summary>
    public void PublishAll(HubSession session)
    {
        foreach (var name in _nodes.Keys.Where(name => session.Nodes.Find(name) is null).ToArray())
        {
            _nodes.TryRemove(name, out _);
        }

        Publish(session, session.Nodes.All.Select(node => node.Name));
        _written = session.WrittenBytes;
        var oldest = session.Chunks.Oldest(ChunkLevel.Hour) ?? session.Chunks.Oldest(ChunkLevel.Minute) ?? session.Chunks.Oldest(ChunkLevel.Raw);
        Volatile.Write(ref _statistics, new(
            session.Nodes.All.Sum(node => node.Applied),
            session.Journal.Readings + session.Chunks.Readings,
            session.Nodes.All.Sum(node => node.Rejected),
            session.Purged,
            session.Damaged,
            session.Series.Count,
            session.UsedBytes,
            _writtenBefore + _written,
            oldest is { First: var first } && first > 0 && first < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(first) : null));
    }

    public void Dispose() => _database.Dispose();

    private HubSession Begin(SqliteConnection connection)
    {
        if (_events.TakeAside() is not { } aside)
        {
            return new HubSession(connection, _options, _clock, _events);
        }

        _events.CarriedOver(aside, Salvage.CarryOver(aside, connection));
        var session = new HubSession(connection, _options, _clock, _events);
        session.CountLost();
        return session;
    }

    private async Task<T> InTurnAsync<T>(Func<Func<HubSession, T>, T> use, Func<HubSession, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        _use.Begin();
        try
        {
            // Not on the thread of who asks: a disk may take seconds.
            return await Task.Run(() => use(session => Do(session, work)), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _use.End();
            _turn.Release();
        }
    }

    private T Do<T>(HubSession session, Func<HubSession, T> work)
    {
        if (_session != session)
        {
            // Opened anew: what was shown may be more than is there.
            _session = session;
            _writtenBefore += _written;
            PublishAll(session);
        }

        return work(session);
    }
}
