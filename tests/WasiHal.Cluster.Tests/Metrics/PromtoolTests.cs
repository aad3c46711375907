using System.Diagnostics;
using WasiHal.Cluster.Tests.Intake;
using WasiHal.Tests.Shared;

namespace WasiHal.Cluster.Tests.Metrics;

/// <summary>Prometheus' own reader and its advice on names.</summary>
public sealed class PromtoolTests
{
    // It wants grams; people read micrograms.
    private const string Known = "micrograms";

    [Fact]
    public async Task Metrics_AreWhatPrometheusReadsAndAdvises()
    {
        var tool = Requirement.Tool("promtool");
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var now = node.Time.GetUtcNow();
        node.Plugins.Plugins = [FakePluginDirectory.Running("dht22"), FakePluginDirectory.Running("a\"\\\n")];
        node.Readings.Current = new(now,
        [
            TestReadings.Number(21.5, now),
            TestReadings.Of(ReadingValue.FromNumber(-1e-7), now, "relative_humidity", "\"\\\n\r\0\ud800{}", "%"),
            TestReadings.Of(ReadingValue.FromNumber(1e21), now, "Any\nname", "x", "any\"unit"),
            TestReadings.Of(ReadingValue.FromNumber(12), now, "pm2_5", "x", "ug/m3"),
            TestReadings.Flag(true, now),
        ]);
        await node.PushAsync(Pushes.Push(status: Pushes.Status()));

        var (exitCode, said) = await RunAsync(tool, await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken));

        // 1: it does not read it; 3: it has advice.
        Assert.True(exitCode is 0 or 3, said);
        Assert.DoesNotContain(said.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !line.Contains(Known, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Promtool_BrokenText_IsFoundOut() =>
        Assert.Equal(1, (await RunAsync(Requirement.Tool("promtool"), "# HELP a b\n# TYPE a gauge\na{b=\"c\n\"} 1\n")).ExitCode);

    private static async Task<(int ExitCode, string Said)> RunAsync(string tool, string text)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return (process.ExitCode, string.Concat(await said));
    }
}
