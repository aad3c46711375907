using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Cluster.Intake;
using WasiHal.Durable;

namespace WasiHal.Cluster.Tests.Intake;

public sealed class OwnReadingsTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FailingLedger _ledger = new();
    private readonly FakeLogCollector _logs = new();
    private readonly OwnReadings _sut;

    public OwnReadingsTests() => _sut = new(_ledger, Options.Create(new NodeOptions { NodeId = "hub" }), Options.Create(new HistoryOptions()), _time, new FakeLogger<OwnReadings>(_logs));

    [Fact]
    public async Task Accept_WithinCommitEvery_IsOneBatchAndOthersAreLeftOut()
    {
        await _sut.StartAsync(TestContext.Current.CancellationToken);

        await TakeAsync(Number(1), Number(2) with { Node = "spoke" });
        await TakeAsync(Number(3));
        await _time.UntilAsync(() => _sut.Waiting == 0);

        Assert.Equal([1, 3], Assert.Single(_ledger.Applied).Readings.ToArray().Select(reading => reading.Measurement.Value.Number));
        AssertBalanced();
    }

    [Fact]
    public async Task Accept_DatabaseFailsForAWhile_EverythingIsAppliedOnceAndInOrder()
    {
        await _sut.StartAsync(TestContext.Current.CancellationToken);
        _ledger.IsBroken = true;
        for (var i = 0; i < 50; i++)
        {
            await TakeAsync(Number(i));
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        await _time.UntilAsync(() => _ledger.Tries > 3);
        Assert.Equal(50, _sut.Waiting);
        AssertBalanced();
        _ledger.IsBroken = false;
        await _time.UntilAsync(() => _sut.Waiting == 0);

        Assert.Equal(Enumerable.Range(0, 50).Select(i => (double)i), _ledger.Applied.SelectMany(batch => batch.Readings.ToArray()).Select(reading => reading.Measurement.Value.Number));
        Assert.Equal(_ledger.Applied.Count, _ledger.Applied.Select(batch => batch.Name).Distinct().Count());
        Assert.Equal(0, _sut.Lost);
        AssertBalanced();
    }

    [Fact]
    public async Task Accept_MoreThanMayWait_DropsTheOldestAndCountsThem()
    {
        await _sut.StartAsync(TestContext.Current.CancellationToken);
        _ledger.IsBroken = true;
        for (var i = 0; i < 100; i++)
        {
            await TakeAsync([.. Enumerable.Range(0, 1000).Select(n => Number((i * 1000) + n))]);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(_sut.Lost > 0);
        Assert.InRange(_sut.Waiting, 1, (OwnReadings.MaxWaitingBytes / 160) + 10_000);
        Assert.Equal(3208, Assert.Single(_logs.GetSnapshot()).Id.Id);
        AssertBalanced();
        _ledger.IsBroken = false;
        await _time.UntilAsync(() => _sut.Waiting == 0);

        Assert.Equal(99_999, _ledger.Applied[^1].Readings.Span[^1].Measurement.Value.Number);
        Assert.Equal(_sut.Lost, _ledger.Reports[^1].Status!.Lost);
        AssertBalanced();
    }

    [Fact]
    public async Task Stop_WithReadingsWaiting_WritesThem()
    {
        await _sut.StartAsync(TestContext.Current.CancellationToken);
        await TakeAsync(Number(1));

        await _sut.StopAsync(TestContext.Current.CancellationToken);

        Assert.Single(_ledger.Applied);
        AssertBalanced();
    }

    [Fact]
    public async Task Stop_DatabaseFails_Ends()
    {
        await _sut.StartAsync(TestContext.Current.CancellationToken);
        _ledger.IsBroken = true;
        await TakeAsync(Number(1));

        await _sut.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, _sut.Waiting);
    }

    public async ValueTask DisposeAsync()
    {
        await _sut.StopAsync(CancellationToken.None);
        _sut.Dispose();
    }

    private Reading Number(double value) => TestReadings.Number(value, _time.GetUtcNow());

    private async Task TakeAsync(params Reading[] readings) => await _sut.AcceptAsync(readings, TestContext.Current.CancellationToken);

    private void AssertBalanced() => Assert.Equal(_sut.Taken, _ledger.Applied.Sum(batch => batch.Readings.Length) + _sut.Waiting + _sut.Lost);

    private sealed class FailingLedger : IBatchLedger
    {
        public bool IsBroken { get; set; }

        public int Tries { get; private set; }

        public List<IncomingBatch> Applied { get; } = [];

        public List<SenderReport> Reports { get; } = [];

        public IReadOnlyList<KnownNode> Nodes => [];

        public Task<IReadOnlyList<BatchOutcome>> ApplyAsync(SenderReport report, IReadOnlyList<IncomingBatch> batches, CancellationToken cancellationToken)
        {
            Tries++;
            if (IsBroken)
            {
                throw new DatabaseUnavailableException("the disk is full", new IOException());
            }

            Applied.AddRange(batches);
            Reports.Add(report);
            return Task.FromResult<IReadOnlyList<BatchOutcome>>([.. batches.Select(batch => new BatchOutcome(BatchOutcomeKind.Applied, new bool[batch.Readings.Length]))]);
        }
    }
}
