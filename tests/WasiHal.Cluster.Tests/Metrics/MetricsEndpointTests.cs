using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Metrics;
using WasiHal.Cluster.Tests.Intake;
using WasiHal.Hosting.Tests;

namespace WasiHal.Cluster.Tests.Metrics;

public sealed class MetricsEndpointTests
{
    private static readonly (string Label, string Value)[] Room = [("node", "hub"), ("plugin", "dht22"), ("sensor", "room")];

    public static TheoryData<bool> Formats => [false, true];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Metrics_ByAccept_AreOfTheFormatAskedFor(bool isOpenMetrics)
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("dht22")];
        node.Readings.Current = new(node.Time.GetUtcNow(), [TestReadings.Number(21.5, node.Time.GetUtcNow())]);

        var (read, response) = await ScrapeAsync(client, isOpenMetrics);

        Assert.Equal(isOpenMetrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal(["Accept"], response.Headers.Vary);
        Assert.Equal(21.5, read.Find("wasihal_temperature_celsius", Room));
        Assert.Equal(isOpenMetrics ? "info" : "gauge", read.Types[isOpenMetrics ? "wasihal_build" : "wasihal_build_info"]);
        Assert.Equal(1, read.Find("wasihal_build_info"));
    }

    [Fact]
    public async Task Readings_OfEveryKind_AreNumbersOrLeftOut()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var now = node.Time.GetUtcNow();
        node.Readings.Current = new(now,
        [
            TestReadings.Of(ReadingValue.FromNumber(45.3), now, "relative_humidity", "dht22", "%"),
            TestReadings.Of(ReadingValue.FromNumber(-7), now, "Weird name", "dht22", "furlong"),
            TestReadings.Of(ReadingValue.FromNumber(3), now, "temperature_celsius", "dht22", "1"),
            TestReadings.Flag(true, now),
            TestReadings.Flag(false, now, "alarm_hot"),
            TestReadings.Text("dry", now.AddSeconds(-3)),
        ]);

        var (read, _) = await ScrapeAsync(client);

        Assert.Equal(0.453, read.Find("wasihal_relative_humidity_ratio", Room));
        Assert.Equal(-7, read.Find("wasihal_reading", [.. Room, ("quantity", "Weird name"), ("unit", "furlong")]));
        Assert.Equal(3, read.Find("wasihal_reading", [.. Room, ("quantity", "temperature_celsius"), ("unit", "1")]));
        Assert.Equal(1, read.Find("wasihal_flag", [.. Room, ("quantity", "fan")]));
        Assert.Equal(0, read.Find("wasihal_flag", [.. Room, ("quantity", "alarm_hot")]));
        Assert.Equal(3, read.Find("wasihal_reading_age_seconds", [.. Room, ("quantity", "note")]));
        Assert.DoesNotContain(read.Samples, sample => sample["quantity"] == "note" && sample.Family != "wasihal_reading_age_seconds");
    }

    [Fact]
    public async Task Readings_Stale_HaveNoValueAndAnAge()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var then = node.Time.GetUtcNow();
        node.Readings.Current = new(then, [TestReadings.Number(21.5, then), TestReadings.Flag(true, then)]);

        node.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(21.5, (await ScrapeAsync(client)).Read.Find("wasihal_temperature_celsius", Room));
        node.Time.Advance(TimeSpan.FromSeconds(1));
        var (read, _) = await ScrapeAsync(client);

        Assert.DoesNotContain(read.Samples, sample => sample.Family is "wasihal_temperature_celsius" or "wasihal_flag");
        Assert.Equal(16, read.Find("wasihal_reading_age_seconds", [.. Room, ("quantity", "temperature")]));
    }

    [Fact]
    public async Task Sensors_OneThatNeverSpoke_IsNotPresent()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("sht31") with { State = PluginState.Parked }];
        node.Readings.Current = new(node.Time.GetUtcNow(), [TestReadings.Number(21.5, node.Time.GetUtcNow())]);

        var (read, _) = await ScrapeAsync(client);

        Assert.Equal(0, read.Find("wasihal_sensor_present", ("plugin", "sht31"), ("sensor", "")));
        Assert.Equal(1, read.Find("wasihal_sensor_present", Room));
    }

    [Fact]
    public async Task Plugins_Running_AreCountedByOutcome()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("dht22") with { FailedPolls = 2, CpuTime = TimeSpan.FromMilliseconds(1500) }];

        var (read, _) = await ScrapeAsync(client);

        (string, string)[] plugin = [("node", "hub"), ("plugin", "dht22")];
        Assert.Equal(15, read.Find("wasihal_plugin_polls_total", [.. plugin, ("outcome", "success")]));
        Assert.Equal(2, read.Find("wasihal_plugin_polls_total", [.. plugin, ("outcome", "failure")]));
        Assert.Equal(3, read.Find("wasihal_plugin_denied_calls_total", plugin));
        Assert.Equal(1, read.Find("wasihal_plugin_restarts_total", plugin));
        Assert.Equal(2, read.Find("wasihal_plugin_failures_total", plugin));
        Assert.Equal(1.5, read.Find("wasihal_plugin_cpu_seconds_total", plugin));
        Assert.Equal(4096, read.Find("wasihal_plugin_memory_bytes", plugin));
        Assert.Equal(5, read.Find("wasihal_plugin_poll_interval_seconds", plugin));
        Assert.Equal(1, read.Find("wasihal_plugin_state", [.. plugin, ("state", "running")]));
        Assert.Equal(0, read.Find("wasihal_plugin_failing", plugin));
        Assert.Equal(1, read.Find("wasihal_plugin_info", [.. plugin, ("version", "0123456789ab")]));
        Assert.Equal(1, read.Find("wasihal_plugin_poll_duration_seconds_bucket", [.. plugin, ("le", "0.0001")]));
        Assert.Equal(16, read.Find("wasihal_plugin_poll_duration_seconds_bucket", [.. plugin, ("le", "60.0")]));
        Assert.Equal(17, read.Find("wasihal_plugin_poll_duration_seconds_bucket", [.. plugin, ("le", "+Inf")]));
        Assert.Equal(0.0034, read.Find("wasihal_plugin_poll_duration_seconds_sum", plugin)!.Value, 12);
    }

    [Fact]
    public async Task Plugins_WhatIsNotKnown_IsNotThere()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [new PluginStatus { Id = "a", Node = "hub", State = PluginState.BackingOff, LastError = new(node.Time.GetUtcNow(), "no", null) }];

        var (read, _) = await ScrapeAsync(client);

        Assert.DoesNotContain(read.Samples, sample => sample.Family is "wasihal_plugin_memory_bytes" or "wasihal_plugin_poll_interval_seconds" or "wasihal_plugin_info" or "wasihal_plugin_poll_duration_seconds");
        Assert.Equal(1, read.Find("wasihal_plugin_state", ("plugin", "a"), ("state", "backing-off")));
        Assert.Equal(1, read.Find("wasihal_plugin_failing", ("plugin", "a")));
        Assert.Equal(0, read.Find("wasihal_plugin_polls_total", ("plugin", "a"), ("outcome", "success")));
    }

    [Fact]
    public async Task Nodes_OneThatPushes_IsToldWithItsDelivery()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await node.PushAsync(Pushes.Push(status: Pushes.Status()));
        node.Time.Advance(TimeSpan.FromSeconds(7));

        var (read, _) = await ScrapeAsync(client);

        (string, string)[] pi = [("node", "pi")];
        Assert.Equal(1, read.Find("wasihal_node_info", [.. pi, ("role", "spoke")]));
        Assert.Equal(1, read.Find("wasihal_node_state", [.. pi, ("state", "online")]));
        Assert.Equal(7, read.Find("wasihal_node_silence_seconds", pi));
        Assert.Equal(1, read.Find("wasihal_node_readings_applied_total", pi));
        Assert.NotNull(read.Find("wasihal_node_readings_taken_total", pi));
        Assert.NotNull(read.Find("wasihal_node_readings_missing", pi));
        Assert.Equal(0, read.Find("wasihal_node_problem", pi));
        Assert.Equal(0, read.Find("wasihal_node_silence_seconds", ("node", "hub")));
        Assert.NotNull(read.Find("wasihal_history_database_max_bytes"));
        Assert.DoesNotContain(read.Samples, sample => sample.Family.StartsWith("wasihal_outbox", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Process_OnLinux_IsTold()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;

        var (read, _) = await ScrapeAsync(client);

        Assert.InRange(read.Find("process_resident_memory_bytes")!.Value, 1e6, 1e12);
        Assert.InRange(read.Find("process_cpu_seconds_total")!.Value, 0.001, 1e9);
        Assert.InRange(read.Find("process_start_time_seconds")!.Value, 1.5e9, 1e11);
        if (OperatingSystem.IsLinux())
        {
            Assert.InRange(read.Find("process_open_fds")!.Value, 3, 1e7);
        }
    }

    [Fact]
    public async Task OwnNames_BeginWithWordsThatNoQuantityGets()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [FakePluginDirectory.Running("dht22")];
        await node.PushAsync(Pushes.Push(status: Pushes.Status()));
        var (read, _) = await ScrapeAsync(client, isOpenMetrics: true);

        var own = read.Types.Keys.Where(name => name.StartsWith(QuantityNames.Prefix, StringComparison.Ordinal) && name != "wasihal_temperature_celsius").ToArray();

        Assert.InRange(own.Length, 20, 200);
        Assert.All(own, name => Assert.True(QuantityNames.OwnWords.Contains(name[QuantityNames.Prefix.Length..].Split('_')[0]), name));
    }

    [Fact]
    public async Task Readings_TooMany_LeaveRoomForEveryPluginAndAreCounted()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var now = node.Time.GetUtcNow();
        node.Readings.Current = new(now,
        [
            .. Enumerable.Range(0, 1000).SelectMany(name => Enumerable.Range(0, 9).Select(plugin => TestReadings.Number(name, now, $"q{name}", $"flood{plugin}"))),
            TestReadings.Number(21.5, now),
        ]);

        var (read, _) = await ScrapeAsync(client);

        var ages = read.Samples.Count(sample => sample.Family == "wasihal_reading_age_seconds");
        Assert.InRange(ages, 1000, ReadingMetrics.MaxReadings);
        Assert.Equal(21.5, read.Find("wasihal_temperature_celsius", Room));
        Assert.Equal(9001 - ages, read.Find("wasihal_metrics_omitted", ("kind", "readings")));
    }

    [Fact]
    public async Task Plugins_TooMany_AreCounted()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        node.Plugins.Plugins = [.. Enumerable.Range(0, PluginMetrics.MaxPlugins + 3).Select(number => FakePluginDirectory.Running($"p{number}"))];

        var (read, _) = await ScrapeAsync(client);

        Assert.Equal(3, read.Find("wasihal_metrics_omitted", ("kind", "plugins")));
        Assert.Equal(PluginMetrics.MaxPlugins - PluginMetrics.MaxHistograms, read.Find("wasihal_metrics_omitted", ("kind", "poll_durations")));
        Assert.Equal(0, read.Find("wasihal_metrics_omitted", ("kind", "readings")));
    }

    [Fact]
    public async Task Series_ThatBecomeTheSame_AreWrittenOnceAndCounted()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        var now = node.Time.GetUtcNow();
        node.Readings.Current = new(now, [TestReadings.Number(1, now, plugin: "a\ud800"), TestReadings.Number(2, now, plugin: "a\udbff"), TestReadings.Number(3, now, plugin: "a\ufffd")]);

        var (read, _) = await ScrapeAsync(client);

        Assert.Equal(1, read.Find("wasihal_temperature_celsius"));
        Assert.True(read.Find("wasihal_metrics_omitted", ("kind", "names")) >= 4);
    }

    [Fact]
    public async Task Names_AnyTextAtAll_NeverBreakTheFormat()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        for (var run = 0; run < FuzzRuns.Of(150); run++)
        {
            var random = FuzzRuns.RandomFor(run);
            var now = node.Time.GetUtcNow();
            node.Readings.Current = new(now, [.. Enumerable.Range(0, 30).Select(_ => new Reading(Name(random), Name(random), new(Name(random), Name(random), Value(random), Unit(random)), now.AddSeconds(random.Next(-40, 40)), TimeSpan.FromSeconds(15)))]);
            node.Plugins.Plugins = [.. Enumerable.Range(0, 5).Select(_ => FakePluginDirectory.Running(Name(random)) with { Node = Name(random), Version = Name(random) })];
            foreach (var isOpenMetrics in new[] { false, true })
            {
                try
                {
                    var (read, _) = await ScrapeAsync(client, isOpenMetrics);
                    Assert.Contains(read.Samples, sample => sample.Family.StartsWith("wasihal_reading", StringComparison.Ordinal));
                }
                catch (FormatException broken)
                {
                    Assert.Fail($"seed {FuzzRuns.Seed}, run {run}: {broken.Message}");
                }
            }
        }
    }

    [Fact]
    public async Task Metrics_ASourceFails_IsAnErrorAndNotHalfAnAnswer()
    {
        var (node, client) = await TestNode.StartAsync(services: services => services.AddSingleton<IMetricsSource, FailingSource>());
        await using var _ = node;

        using var response = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    private static string Name(Random random)
    {
        string[] parts = ["temperature", "a", "\n", "\"", "\\", "\r", "\0", "} 1\nx 2\n", "# EOF\n", "\ud800", "\udfff", "\ud83d\ude00", "é", "\u2028", " ", ",", "{", "=", "\u0085", "\uffff", "node", "_total", new('x', 300)];
        return string.Concat(random.GetItems(parts, random.Next(0, 4)));
    }

    private static string Unit(Random random) => random.Next(3) == 0 ? Name(random) : random.GetItems([.. QuantityNames.Units.Keys], 1)[0];

    private static ReadingValue Value(Random random) => random.Next(4) switch
    {
        0 => ReadingValue.FromFlag(random.Next(2) == 0),
        1 => ReadingValue.FromText(Name(random)),
        2 => ReadingValue.FromNumber(random.GetItems([0, -0.0, double.MaxValue, double.MinValue, double.Epsilon, 1e21, 1e-7, 0.1 + 0.2], 1)[0]),
        _ => ReadingValue.FromNumber((random.NextDouble() - 0.5) * 1e6),
    };

    private static async Task<(Exposition Read, HttpResponseMessage Response)> ScrapeAsync(HttpClient client, bool isOpenMetrics = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", isOpenMetrics ? "application/openmetrics-text;version=1.0.0" : "text/plain");
        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, Encoding.UTF8.GetString(bytes));
        return (Exposition.Read(bytes, isOpenMetrics), response);
    }

    private sealed class FailingSource : IMetricsSource
    {
        public IEnumerable<MetricSet> Collect(MetricsOmissions omissions) => throw new InvalidOperationException("no");
    }
}
