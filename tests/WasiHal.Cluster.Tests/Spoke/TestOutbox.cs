using System.Globalization;
using Microsoft.Extensions.Logging.Testing;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>An outbox in a folder that vanishes with it; it can be killed and started again.</summary>
internal sealed class TestOutbox : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasihal-outbox-");

    public TestOutbox(SteppedTime? time = null, Action<OutboxOptions>? options = null)
    {
        Time = time ?? new();
        options?.Invoke(Options);
        Outbox = Open();
    }

    public SteppedTime Time { get; }

    public OutboxOptions Options { get; } = new();

    public FakeLogCollector Logs { get; } = new();

    public PendingBatches Pending { get; private set; } = new(OutboxWriter.MaxPendingBytes);

    public Outbox Outbox { get; private set; }

    public string Path => System.IO.Path.Combine(_folder.FullName, Outbox.FileName);

    /// <summary>A reading whose value tells it from all others.</summary>
    public Reading Reading(long value, string? text = null) => new(
        "spoke",
        "counting",
        new("room", "number", text is null ? ReadingValue.FromNumber(value) : ReadingValue.FromText(text), text is null ? "1" : ""),
        Time.GetUtcNow(),
        TimeSpan.FromSeconds(15));

    /// <summary>Batches of one reading each, written in one commit.</summary>
    public void Write(params ReadOnlySpan<long> values)
    {
        foreach (var value in values)
        {
            Add(Reading(value));
        }

        Outbox.Write(Pending);
    }

    /// <summary>A batch that waits for the next commit.</summary>
    public void Add(params ReadOnlySpan<Reading> readings) => Pending.Add(new(BatchContent.Pack(readings, Outbox.MaxBatchJson, out var packed), packed, readings[0].Time < ClockOffset.FirstSet ? Outbox.UnsetClock : null));

    /// <summary>What would be sent next; nothing is confirmed.</summary>
    public OutboxSelection Select(long newerThan = 0, bool withBacklog = true, int maxJson = Pusher.MaxJson, int maxBatches = PushRules.MaxBatches, Func<long, bool>? except = null) =>
        Outbox.Select(new(newerThan, withBacklog, maxJson, maxBatches, except ?? (_ => false)));

    /// <summary>The values of what waits, in the order in which they would be sent.</summary>
    public List<double> Waiting()
    {
        var selection = Select(maxJson: int.MaxValue);
        Outbox.Settle(selection, new HashSet<BatchName>(), mayHaveLeft: false);
        return ValuesOf(selection);
    }

    public static List<double> ValuesOf(OutboxSelection selection) => [.. selection.Batches.SelectMany(batch => BatchContent.Parse(batch.Json)).Select(reading => reading.Value.Number)];

    /// <summary>Has the hub confirm the batches with these sequences.</summary>
    public void Confirm(OutboxSelection selection, params long[] sequences) =>
        Outbox.Settle(selection, selection.Batches.Select(batch => batch.Name).Where(name => sequences.Contains(name.Sequence)).ToHashSet(), mayHaveLeft: true);

    public void ConfirmAll(OutboxSelection selection) => Outbox.Settle(selection, selection.Batches.Select(batch => batch.Name).ToHashSet(), mayHaveLeft: true);

    /// <summary>The process ends without a word, and another one begins.</summary>
    public void Restart(TimeSpan? off = null)
    {
        Outbox.Dispose();
        Time.Advance(off ?? TimeSpan.FromSeconds(1));
        Pending = new(OutboxWriter.MaxPendingBytes);
        Outbox = Open();
    }

    /// <summary>Taken = confirmed + waiting + lost, which holds after each commit.</summary>
    public void AssertBalanced()
    {
        var figures = Outbox.Figures;
        Assert.True(figures.Taken == figures.Confirmed + figures.WaitingReadings + figures.Lost.Total, string.Create(CultureInfo.InvariantCulture, $"{figures}"));
    }

    public string LogText => string.Join('\n', Logs.GetSnapshot().Select(entry => $"{entry.Id.Id} {entry.Message}"));

    public void Dispose()
    {
        Outbox.Dispose();
        _folder.Delete(recursive: true);
    }

    private Outbox Open() => new(System.IO.Path.Combine(_folder.FullName, Outbox.FileName), Options, Time, new FakeLogger<Outbox>(Logs));
}
