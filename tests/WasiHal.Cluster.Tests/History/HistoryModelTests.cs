using CsCheck;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Intake;
using WasiHal.Hosting.Tests;

namespace WasiHal.Cluster.Tests.History;

/// <summary>
/// Whatever is pushed in whatever order, sent again, put away, made coarser and deleted, with kills in between: each query
/// answers what a list of all readings says, and every reading is kept or counted as purged.
/// </summary>
public sealed class HistoryModelTests
{
    private const string Incarnation = "0123456789abcdef-1-aaaaaaaa";
    private static readonly TimeSpan Raw = TimeSpan.FromHours(2), Minutes = TimeSpan.FromHours(12), Hours = TimeSpan.FromHours(60), Slack = TimeSpan.FromHours(16);
    private static readonly string[] Quantities = ["a", "b", "c"];

    [Fact]
    public void AnyOperations_AgreeWithAList()
    {
        var reading = Gen.Select(Gen.OneOf(Quantities), Gen.Int[-500, 500], Gen.Int[0, 6 * 3600]);
        var operation = Gen.Select(Gen.Int[0, 13], Gen.Int[1, 40], reading.Array[1, 12]);

        operation.Array[1, 40].SampleFixed(operations => RunAsync(operations).GetAwaiter().GetResult(), runs: 40);
    }

    private static async Task RunAsync((int Verb, int Number, (string Quantity, int Tenths, int SecondsAgo)[] Readings)[] operations)
    {
        using var history = new TestHistory(options: new() { KeepRaw = new(Raw), KeepMinutes = new(Minutes), KeepHours = new(Hours) });
        var model = new List<(string Quantity, DateTimeOffset Time, double Value, DateTimeOffset Received)>();
        var sent = new List<IncomingBatch>();
        foreach (var (verb, number, readings) in operations)
        {
            switch (verb)
            {
                case < 6:
                    var batch = TestHistory.Batch(Incarnation, sent.Count + 1, [.. readings.Select(r => history.Number(r.Tenths / 10.0, r.Quantity, TimeSpan.FromSeconds(r.SecondsAgo)))]);
                    Assert.Equal(BatchOutcomeKind.Applied, (await history.ApplyAsync("spoke", batch))[0].Kind);
                    sent.Add(batch);
                    model.AddRange(batch.Readings.ToArray().Select(r => (r.Measurement.Quantity, r.Time, r.Measurement.Value.Number, history.Time.GetUtcNow())));
                    break;
                case 6 when sent.Count > 0:
                    Assert.Equal(BatchOutcomeKind.Duplicate, (await history.ApplyAsync("spoke", sent[number % sent.Count]))[0].Kind);
                    break;
                case 7:
                    history.Restart();
                    break;
                case 8:
                    await history.CompactAsync();
                    break;
                case 9 or 10:
                    await history.MaintainAsync();
                    break;
                default:
                    history.Time.Advance(TimeSpan.FromMinutes(number * 25));
                    await history.MaintainAsync();
                    break;
            }
        }

        await history.MaintainAsync();
        await AgreeAsync(history, model);
        history.Restart();
        await AgreeAsync(history, model);
    }

    private static async Task AgreeAsync(TestHistory history, List<(string Quantity, DateTimeOffset Time, double Value, DateTimeOffset Received)> model)
    {
        await history.LookAsync(session =>
        {
            history.Database.PublishAll(session);
            return true;
        });
        var statistics = history.Database.Statistics;
        Assert.Equal((model.Count, 0), (statistics.Applied, statistics.Damaged));
        Assert.Equal(statistics.Applied, statistics.Readings + statistics.Purged);

        var now = history.Time.GetUtcNow();
        var found = 0L;
        foreach (var quantity in Quantities)
        {
            var series = new SeriesId("spoke", "dht22", "room", quantity);
            var all = await history.PointsAsync(series, now.AddDays(-60), now.AddDays(1), TimeSpan.FromHours(1));
            found += all.Sum(point => point.Count);
            foreach (var step in model.Where(r => r.Quantity == quantity).GroupBy(r => HistoryPoint.StepOf(r.Time, TimeSpan.FromHours(1))))
            {
                var point = all.SingleOrDefault(point => point.Time == step.Key);
                if (step.All(r => now - r.Received < Hours))
                {
                    Assert.Equal((step.Count(), step.Min(r => r.Value), step.Max(r => r.Value)), (point.Count, point.Least, point.Most));
                    Assert.Equal(step.Average(r => r.Value), point.Value, 1e-6);
                }
                else
                {
                    Assert.InRange(point.Count, 0, step.Count());
                }
            }

            if (model.TrueForAll(r => now - r.Received < Raw))
            {
                // As they were taken: each second by itself.
                var fine = await history.PointsAsync(series, now.AddHours(-8), now, TimeSpan.FromSeconds(1));
                var expected = model.Where(r => r.Quantity == quantity).GroupBy(r => HistoryPoint.StepOf(r.Time, TimeSpan.FromSeconds(1))).OrderBy(step => step.Key);
                Assert.Equal(expected.Select(step => (step.Key, step.Count(), step.Min(r => r.Value))), fine.Select(point => (point.Time, point.Count, point.Least)));
            }
        }

        Assert.Equal(statistics.Readings, found);
        Assert.True(model.Count(r => now - r.Received < Hours) <= statistics.Readings, "a reading is purged before its time");
        Assert.True(model.Count(r => now - r.Received < Hours + Slack + Slack) >= statistics.Readings, "a reading is kept after its time");
    }
}
