using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Intake;

namespace WasiHal.Cluster.Tests.History;

/// <summary><c>GET /api/history</c>.</summary>
public sealed class HistoryEndpointTests
{
    private const string Series = "/api/history?plugin=dht22&sensor=room&quantity=";

    [Theory]
    [InlineData("temperature", """{"unit":"Cel","points":[["2026-03-01T11:59:30.000Z",20.1,20.1,20.1,1],["2026-03-01T12:00:00.000Z",21.5,21,22,2]]}""")]
    [InlineData("fan", """{"unit":"","points":[["2026-03-01T12:00:00.000Z",true,false,true,2]]}""")]
    [InlineData("note", """{"unit":"","points":[["2026-03-01T12:00:00.000Z","\u003Cb\u003E",null,null,1]]}""")]
    [InlineData("temperature&node=hub&step=1h", """{"unit":"Cel","points":[["2026-03-01T11:00:00.000Z",20.1,20.1,20.1,1],["2026-03-01T12:00:00.000Z",21.5,21,22,2]]}""")]
    [InlineData("temperature&step=1d", """{"unit":"Cel","points":[["2026-03-01T00:00:00.000Z",21.0333333333,20.1,22,3]]}""")]
    [InlineData("temperature&from=2026-03-01T12:00:00Z", """{"unit":"Cel","points":[["2026-03-01T12:00:00.000Z",21.5,21,22,2]]}""")]
    [InlineData("temperature&from=2026-03-01T13:00:00.005%2B01:00", """{"unit":"Cel","points":[["2026-03-01T12:00:00.000Z",21.5,21,22,2]]}""")]
    [InlineData("temperature&to=2026-03-01T11:59:59Z", """{"unit":"Cel","points":[["2026-03-01T11:59:30.000Z",20.1,20.1,20.1,1]]}""")]
    [InlineData("temperature&from=2020-01-01T00:00:00Z&to=2020-01-01T01:00:00Z", """{"unit":"Cel","points":[]}""")]
    public async Task History_OfASeries_HasTheContractsShape(string query, string expected)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        var json = await client.GetStringAsync(Series + query, TestContext.Current.CancellationToken);

        Assert.Equal(expected, json);
    }

    [Theory]
    [InlineData("/api/history", "plugin is missing: accepted is the id of a plugin.")]
    [InlineData("/api/history?plugin=dht22", "sensor is missing: accepted is the name of a sensor.")]
    [InlineData("/api/history?plugin=dht22&sensor=room", "quantity is missing")]
    [InlineData("/api/history?plugin=&sensor=room&quantity=x", "plugin is missing")]
    [InlineData(Series + "temperature&quantity=x", "quantity is given more than once.")]
    [InlineData(Series + "temperature&until=x", "until is no parameter of /api/history. Accepted: node, plugin, sensor, quantity, from, to, step.")]
    [InlineData(Series + "temperature&from=yesterday", "from = \"yesterday\" is not a time such as 2026-03-01T12:00:00Z.")]
    [InlineData(Series + "temperature&from=2026-03-01T12:00:00", "is not a time")]
    [InlineData(Series + "temperature&to=2026-02-30T12:00:00Z", "to = \"2026-02-30T12:00:00Z\" is not a time")]
    [InlineData(Series + "temperature&from=2026-03-01T12:00:00Z&to=2026-03-01T12:00:00Z", "is not before to")]
    [InlineData(Series + "temperature&step=0s", "step = \"0s\" is not 1s to 30d")]
    [InlineData(Series + "temperature&step=5", "step = \"5\" is not 1s to 30d: a number with ms, s, m, h or d")]
    [InlineData(Series + "temperature&step=-5s", "step = \"-5s\" is not")]
    [InlineData(Series + "temperature&step=31d", "step = \"31d\" is not")]
    [InlineData(Series + "temperature&step=NaNs", "step = \"NaNs\" is not")]
    [InlineData(Series + "temperature&step=1s&from=2026-01-01T00:00:00Z", "makes more than 10000 points")]
    [InlineData(Series + "temperature&from=2010-01-01T00:00:00Z", "Between from and to are more than 3660 days.")]
    public async Task History_WrongParameter_IsNamedWithWhatIsAccepted(string path, string detail)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(detail, await DetailAsync(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pressure")]
    [InlineData("temperature&node=other")]
    public async Task History_UnknownSeries_Is404(string query)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        var answer = await client.GetAsync(new Uri(Series + query, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("GET /api/readings lists the series.", await DetailAsync(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-01T08:00:00Z", 30)]
    [InlineData("2026-02-28T12:00:00Z", 300)]
    [InlineData("2026-02-22T12:00:00Z", 1800)]
    [InlineData("2025-03-01T12:00:00Z", 86_400)]
    [InlineData("2016-03-01T12:00:00Z", 864_000)]
    public async Task History_WithoutStep_HasOneThatMakesACurve(string from, int seconds)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        var json = await client.GetStringAsync($"{Series}temperature&from={from}", TestContext.Current.CancellationToken);

        using var document = JsonDocument.Parse(json);
        var last = document.RootElement.GetProperty("points").EnumerateArray().Last()[0].GetDateTimeOffset();
        Assert.Equal(HistoryPoint.StepOf(new(2026, 3, 1, 12, 0, 0, 7, TimeSpan.Zero), TimeSpan.FromSeconds(seconds)), last);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task History_TimesAtTheEnds_AreAnswered(string to)
    {
        var (node, client) = await StartAsync();
        await using var _ = node;

        var answer = await client.GetAsync(new Uri($"{Series}temperature&to={to}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest);
    }

    private static async Task<(TestNode Node, HttpClient Client)> StartAsync()
    {
        var (node, client) = await TestNode.StartAsync();
        var now = node.Time.GetUtcNow();
        await node.Services.GetRequiredService<ReadingFanOut>().PublishAsync(
            new[]
            {
                TestReadings.Number(20.1, now.AddSeconds(-10)), TestReadings.Number(21, now), TestReadings.Number(22, now),
                TestReadings.Flag(false, now), TestReadings.Flag(true, now), TestReadings.Text("<b>", now),
            },
            TestContext.Current.CancellationToken);
        await node.Time.UntilAsync(() => node.Services.GetRequiredService<OwnReadings>().Waiting == 0);
        return (node, client);
    }

    private static async Task<string> DetailAsync(HttpResponseMessage answer)
    {
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return problem.RootElement.GetProperty("detail").GetString()!;
    }
}
