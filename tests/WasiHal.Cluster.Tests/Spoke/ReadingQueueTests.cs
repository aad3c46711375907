using Microsoft.Extensions.Logging.Testing;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Tests.Spoke;

public sealed class ReadingQueueTests : IDisposable
{
    private readonly TestOutbox _box = new();
    private readonly FakeLogger _logger = new();
    private readonly ReadingQueue _queue;

    public ReadingQueueTests() => _queue = new("spoke", _box.Outbox, new(_box.Time), _logger);

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task Accept_CopiesAndKeepsTheOrder()
    {
        var readings = new[] { _box.Reading(1), _box.Reading(2) };

        await AcceptAsync(readings);
        readings[0] = _box.Reading(99);

        Assert.Equal([1, 2], _queue.Drain().Readings.Select(queued => queued.Reading.Measurement.Value.Number));
        Assert.Empty(_queue.Drain().Readings);
    }

    [Fact]
    public async Task Accept_WithoutEnd_DropsTheOldestAndCounts()
    {
        const int Batches = 100;
        for (var batch = 0; batch < Batches; batch++)
        {
            await AcceptAsync(Enumerable.Range(0, 1000).Select(value => _box.Reading((batch * 1000) + value)).ToArray());
        }

        var (readings, losses) = _queue.Drain();

        Assert.Equal(Batches * 1000, readings.Length + losses.Memory);
        Assert.InRange(readings.Length, 20_000, 30_000);
        Assert.Equal((Batches * 1000) - 1, readings[^1].Reading.Measurement.Value.Number);
        Assert.Equal(0, _queue.Drain().Losses.Total);
    }

    [Fact]
    public async Task Accept_WhatNoHubTakes_IsCountedAndToldOnceForAPlugin()
    {
        var good = _box.Reading(1);
        Reading[] bad =
        [
            good with { Node = "another" },
            good with { Plugin = new('x', PushRules.MaxName + 1) },
            good with { Measurement = good.Measurement with { Sensor = "" } },
            good with { Measurement = good.Measurement with { Quantity = "a\nb" } },
            good with { Measurement = good.Measurement with { Unit = new('x', PushRules.MaxName + 1) } },
            good with { Measurement = good.Measurement with { Value = ReadingValue.FromText(new('x', PushRules.MaxText + 1)) } },
            good with { Time = DateTimeOffset.MinValue },
        ];

        await AcceptAsync([.. bad, good, good with { Measurement = good.Measurement with { Value = ReadingValue.FromText(new('x', PushRules.MaxText)) } }]);
        await AcceptAsync(bad);

        var (readings, losses) = _queue.Drain();
        Assert.Equal((2, 2 * bad.Length), (readings.Length, losses.Unfit));
        Assert.Equal(2, _logger.Collector.Count);
    }

    private async Task AcceptAsync(Reading[] readings) => await _queue.AcceptAsync(readings, CancellationToken.None);
}
