using WasiHal.Cluster.History;
using WasiHal.Durable;

namespace WasiHal.Cluster.Tests.History;

/// <summary>What a hub does to its database from start to end, without its HTTP. Its clock is that of a <see cref="LedgerPlan"/>.</summary>
internal sealed class LedgerHub : IDisposable
{
    private readonly string _folder;
    private HubDatabaseLifetime _lifetime;

    public LedgerHub(string folder, DateTimeOffset now)
    {
        _folder = folder;
        History = Open(now);
        _lifetime = Lifetime(History);
    }

    /// <summary>The database, the ledger over it, and what orders it.</summary>
    public TestHistory History { get; private set; }

    /// <summary>As the host does before it serves.</summary>
    public Task StartAsync() => _lifetime.StartingAsync(CancellationToken.None);

    /// <summary>Ends as a host that is told to, and begins again.</summary>
    public async Task RestartAsync()
    {
        await _lifetime.StoppedAsync(CancellationToken.None);
        await BeginAgainAsync();
    }

    /// <summary>Begins again without a word at the end.</summary>
    public async Task BeginAgainAsync()
    {
        var now = History.Time.GetUtcNow();
        History.Dispose();
        History = Open(now);
        _lifetime = Lifetime(History);
        await StartAsync();
    }

    /// <summary>Lets time pass.</summary>
    public void Until(DateTimeOffset now) => History.Time.Advance(now - History.Time.GetUtcNow());

    /// <summary>Does all that is due, and a compaction that is not; a failing disk is for the next time.</summary>
    public async Task MaintainAsync(bool isForced)
    {
        try
        {
            if (isForced)
            {
                await History.Compaction.RunAsync(isForced: true, CancellationToken.None);
            }

            while (await History.Maintenance.RunAsync(CancellationToken.None))
            {
            }
        }
        catch (DatabaseUnavailableException)
        {
            // As the host does: the database has told it.
        }
    }

    public void Dispose() => History.Dispose();

    private TestHistory Open(DateTimeOffset now)
    {
        var time = new TestWallClock();
        time.Advance(now - time.GetUtcNow());
        return new(new TestFolder(_folder), LedgerPlan.Options, time);
    }

    private static HubDatabaseLifetime Lifetime(TestHistory history) =>
        new(history.Database, new HistoryRestore(history.Database, new FakeReadingStore(), new RecentHistory(history.Time), history.Time));
}
