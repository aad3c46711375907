using System.Net;

namespace WasiHal.EndToEnd.Tests;

/// <summary>The samples with OpenTelemetry's own environment variables, and a receiver that is there.</summary>
public sealed class OtlpTests
{
    private const string Sensor = """
        # /// script
        # requires-python = ">=3.11"
        # [tool.wasihal]
        # poll-interval = "500ms"
        # ///
        from wit_world import exports
        from wit_world.exports.sensor import Measurement, Value_Number

        class Sensor(exports.Sensor):
            def poll(self):
                return [Measurement(sensor="mine", quantity="temperature", value=Value_Number(21.5), unit="Cel")]
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Endpoint_IsSet_MetricsAndTracesOfHubAndSpokeArrive()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var hub = new HubProcess();
        await using var spoke = new SpokeProcess();
        Configure(hub, receiver);
        Configure(spoke, receiver);
        hub.Drop("mine.py", Sensor);
        spoke.Drop("mine.py", Sensor);

        await hub.StartReadyAsync(TestContext.Current.CancellationToken);
        await spoke.StartReadyAsync(TestContext.Current.CancellationToken, $"--cluster:hub_url={hub.Client.BaseAddress}");

        await receiver.UntilAsync(
            "/v1/metrics",
            Patience,
            hub,
            TestContext.Current.CancellationToken,
            "WasiHal.Hosting", "wasihal.plugin.polls", "wasihal.plugin.poll.duration", "WasiHal.Cluster", "wasihal.temperature", "wasihal.node.readings.applied", "wasihal-hub", "wasihal-spoke", "dotnet.gc.collections");
        await receiver.UntilAsync("/v1/traces", Patience, spoke, TestContext.Current.CancellationToken, "WasiHal.Hosting", "poll", "wasihal.plugin.id", "WasiHal.Cluster", "push", "http.response.status_code");
        Assert.Equal(["application/x-protobuf"], receiver.Types.Keys);
        Assert.Equal(0, (await hub.StopAsync(TestContext.Current.CancellationToken)).ExitCode);
    }

    [Fact]
    public async Task Endpoint_NobodyIsThere_TheHubRunsAndStopsAllTheSame()
    {
        await using var hub = new HubProcess();
        hub.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9";
        hub.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        hub.Drop("mine.py", Sensor);

        await hub.StartReadyAsync(TestContext.Current.CancellationToken);
        await hub.UntilAsync("/api/readings", Patience, answer => answer.GetProperty("readings").GetArrayLength() > 0, TestContext.Current.CancellationToken);
        using var metrics = await hub.Client.GetAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, metrics.StatusCode);
        Assert.Contains("wasihal_temperature_celsius{", await metrics.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, (await hub.StopAsync(TestContext.Current.CancellationToken)).ExitCode);
    }

    private static void Configure(NodeProcess node, OtlpReceiver receiver)
    {
        node.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address;
        node.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        node.Environment["OTEL_BSP_SCHEDULE_DELAY"] = "500";
    }
}
