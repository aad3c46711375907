using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>Pushes to a hub of the original.</summary>
public sealed class FlatFormatTests
{
    [Fact]
    public async Task Push_Flat_IsTheOriginalsArrayAndAnyGoodAnswerConfirms()
    {
        var bodies = new List<string>();
        await using var hub = await HubDouble.StartAsync();
        hub.Instead = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            lock (bodies)
            {
                bodies.Add($"{context.Request.ContentType}{context.Request.Headers.ContentEncoding} {reader.ReadToEndAsync().GetAwaiter().GetResult()}");
            }

            context.Response.StatusCode = StatusCodes.Status204NoContent;
            await Task.CompletedTask;
        };
        await using var spoke = new TestSpoke(hub.Address, ("cluster:push_format", "flat"));
        await spoke.StartAsync();
        var time = spoke.Time.GetUtcNow();
        await spoke.Get<ReadingFanOut>().PublishAsync(
            new Reading[]
            {
                Of("bme680", "bme680", "temperature", 21.5, "Cel", time),
                Of("bme680", "bme680", "relative_humidity", 40, "%", time),
                Of("bme680", "bme680", "pressure", 101_310, "Pa", time),
                Of("bme680", "bme680", "gas_resistance", 50_100, "Ohm", time),
                Of("pi-monitor", "board", "memory_used", 104_857_600, "By", time),
                Of("pi-monitor", "board", "cpu_temperature", 48.2, "Cel", time),
                Of("garden", "soil", "wetness", 0.4, "1", time),
            },
            CancellationToken.None);

        await spoke.UntilAsync(() => spoke.Figures.Confirmed == 7);

        var milliseconds = time.ToUnixTimeMilliseconds();
        Assert.Equal(
            $$$"""application/json [{"sensor_id":"spoke:bme680","timestamp_ms":{{{milliseconds}}},"data":{"temperature":21.5,"humidity":40,"pressure":1013.1,"gas_resistance":50.1}},{"sensor_id":"spoke:pi-monitor","timestamp_ms":{{{milliseconds}}},"data":{"memory_used_mb":100,"cpu_temp":48.2}},{"sensor_id":"spoke:soil","timestamp_ms":{{{milliseconds}}},"data":{"wetness":0.4}}]""",
            Assert.Single(bodies));
    }

    [Fact]
    public async Task Push_FlatAndRefused_KeepsEverything()
    {
        await using var hub = await HubDouble.StartAsync();
        hub.Instead = context => HubDouble.WriteAsync(context, new ProblemDocument("No", 403, "not from here"), 403);
        await using var spoke = new TestSpoke(hub.Address, ("cluster:push_format", "flat"));
        await spoke.StartAsync();
        await spoke.PollAndWriteAsync(2);
        await spoke.UntilAsync(() => spoke.Pusher.State.Problem is not null);

        Assert.Equal((2, 0), (spoke.Figures.WaitingReadings, spoke.Figures.Confirmed));
        Assert.Equal("the answer was 403: not from here", spoke.Pusher.State.Problem);
    }

    private static Reading Of(string plugin, string sensor, string quantity, double value, string unit, DateTimeOffset time) =>
        new("spoke", plugin, new(sensor, quantity, ReadingValue.FromNumber(value), unit), time, TimeSpan.FromSeconds(15));
}
