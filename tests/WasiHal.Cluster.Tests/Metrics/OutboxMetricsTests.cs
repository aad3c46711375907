using System.Text;
using WasiHal.Cluster.Tests.Spoke;

namespace WasiHal.Cluster.Tests.Metrics;

public sealed class OutboxMetricsTests
{
    [Fact]
    public async Task Outbox_OfASpoke_IsTakenConfirmedWaitingAndDropped()
    {
        await using var spoke = new TestSpoke(new Uri("http://127.0.0.1:1/push"));
        await spoke.StartAsync();
        await spoke.PollAndWriteAsync(7);

        var read = Exposition.Read(await spoke.Client.GetByteArrayAsync("/metrics", TestContext.Current.CancellationToken), isOpenMetrics: false);

        Assert.Equal(7, read.Find("wasihal_outbox_taken_readings_total"));
        Assert.Equal(0, read.Find("wasihal_outbox_confirmed_readings_total"));
        Assert.Equal(7, read.Find("wasihal_outbox_waiting_readings"));
        Assert.Equal(1, read.Find("wasihal_outbox_waiting_batches"));
        Assert.Equal(["bytes", "age", "damage", "memory", "unfit"], read.Samples.Where(sample => sample.Family == "wasihal_outbox_dropped_readings_total").Select(sample => sample["reason"]));
        Assert.Equal(0, read.Find("wasihal_outbox_problem"));
        Assert.Equal(new FileInfo(Path.Combine(spoke.Folder, "outbox.db")).Length, read.Find("wasihal_outbox_bytes"));
        Assert.Equal(64 * 1024 * 1024, read.Find("wasihal_outbox_max_bytes"));
        Assert.Equal(1, read.Find("wasihal_node_info", ("role", "spoke")));
        Assert.DoesNotContain(read.Samples, sample => sample.Family.StartsWith("wasihal_history", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outbox_ThatCannotBeOpened_HasAProblemAndNoFigures()
    {
        await using var spoke = new TestSpoke(null);
        Directory.CreateDirectory(Path.Combine(spoke.Folder, "outbox.db"));
        await spoke.StartAsync();

        var text = await spoke.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var read = Exposition.Read(Encoding.UTF8.GetBytes(text), isOpenMetrics: false);

        Assert.Equal(1, read.Find("wasihal_outbox_problem"));
        Assert.DoesNotContain("wasihal_outbox_taken", text, StringComparison.Ordinal);
        Assert.DoesNotContain("wasihal_outbox_bytes", text, StringComparison.Ordinal);
    }
}
