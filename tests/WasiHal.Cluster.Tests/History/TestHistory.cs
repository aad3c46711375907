using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Tests.History;

/// <summary>A hub's database and ledger without a host.</summary>
internal sealed class TestHistory : IDisposable
{
    private readonly TestFolder? _own;

    public TestHistory(TestFolder? folder = null, HistoryOptions? options = null, TestWallClock? time = null)
    {
        Folder = folder ?? (_own = new());
        Settings = options ?? new();
        Time = time ?? new();
        Open();
    }

    public TestFolder Folder { get; }

    public HistoryOptions Settings { get; }

    public TestWallClock Time { get; }

    public FakeLogCollector Logs { get; } = new();

    public HubDatabase Database { get; private set; } = null!;

    public BatchLedger Ledger { get; private set; } = null!;

    public Compaction Compaction { get; private set; } = null!;

    public HistoryRoom Room { get; private set; } = null!;

    public HistoryMaintenance Maintenance { get; private set; } = null!;

    public HistoryQuery Query { get; private set; } = null!;

    public string File => Folder.Sub(HubSchema.FileName);

    /// <summary>As after a process that was killed: what is open is let go, and nothing is written any more.</summary>
    public void Restart()
    {
        Close();
        Open();
    }

    public Task<IReadOnlyList<BatchOutcome>> ApplyAsync(string node, params IncomingBatch[] batches) =>
        Ledger.ApplyAsync(new(node, Time.GetUtcNow(), null, null), batches, TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<BatchOutcome>> ApplyAsync(string node, PushStatus status, params IncomingBatch[] batches) =>
        Ledger.ApplyAsync(new(node, Time.GetUtcNow(), TimeSpan.FromSeconds(3), status), batches, TestContext.Current.CancellationToken);

    public static PushStatus Status(string sender, long keptFrom = 1, long lost = 0) =>
        new(sender, keptFrom, DateTimeOffset.UnixEpoch, "fake", "1.2.3", 10, 2, 20, lost, null, 5.5, [new("p", PluginState.Running, true, 15, null)]);

    public IncomingBatch Batch(string incarnation, long sequence, params double[] values) =>
        Batch(incarnation, sequence, [.. values.Select(value => Number(value))]);

    public static IncomingBatch Batch(string incarnation, long sequence, Reading[] readings) =>
        new(readings is [var first, ..] ? first.Node : "spoke", new(incarnation, sequence), readings, HashOf(readings));

    public Reading Number(double value, string quantity = "temperature", TimeSpan? ago = null, string node = "spoke", string plugin = "dht22", string unit = "Cel") =>
        new(node, plugin, new("room", quantity, ReadingValue.FromNumber(value), unit), Time.GetUtcNow() - (ago ?? TimeSpan.Zero), TimeSpan.FromSeconds(15));

    public static UInt128 HashOf(Reading[] readings)
    {
        var hash = new BatchHash();
        foreach (var reading in readings)
        {
            hash.Add(reading);
        }

        return hash.Finish(0);
    }

    public Task<T> LookAsync<T>(Func<HubSession, T> look) => Database.UseAsync(look, TestContext.Current.CancellationToken);

    /// <summary>Does all that is due.</summary>
    public async Task MaintainAsync()
    {
        while (await Maintenance.RunAsync(TestContext.Current.CancellationToken))
        {
        }

        await LookAsync(session =>
        {
            Database.PublishAll(session);
            return true;
        });
    }

    public Task<bool> CompactAsync() => Compaction.RunAsync(isForced: true, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<HistoryPoint>> PointsAsync(SeriesId series, DateTimeOffset from, DateTimeOffset to, TimeSpan step) =>
        (await Query.ReadAsync(series, from, to, step, TestContext.Current.CancellationToken))?.Points ?? [];

    public KnownNode Node(string id = "spoke") => Database.Nodes.Single(node => node.Report.Node == id);

    public void Dispose()
    {
        Close();
        _own?.Dispose();
    }

    private void Close()
    {
        Database.Dispose();
        Room.Dispose();
        Maintenance.Dispose();
    }

    private void Open()
    {
        var options = Options.Create(Settings);
        Database = new(Options.Create(new DataOptions { Directory = Folder.Path }), options, Time, new(new FakeLogger<HubEvents>(Logs)));
        var (compaction, coarsening, retention) = (new Compaction(Database, options), new Coarsening(Database, options), new Retention(Database));
        Room = new(Database, compaction, coarsening, retention, options, Time, new FakeLogger<HistoryRoom>(Logs));
        Maintenance = new(Database, compaction, coarsening, retention, Room, options, Options.Create(new NodeOptions { NodeId = "hub" }), Time, new FakeLogger<HistoryMaintenance>(Logs));
        (Compaction, Query, Ledger) = (compaction, new(Database), new(Database, Room, options));
    }
}
