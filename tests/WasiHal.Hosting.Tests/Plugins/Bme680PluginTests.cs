using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>The plugin bme680 from the simulated chip's registers to its readings, its LED and its beeps.</summary>
[Collection(GuestCollection.Name)]
public sealed class Bme680PluginTests(GuestWorkshop workshop)
{
    private static readonly RgbColor Green = new(0, 24, 0);
    private static readonly RgbColor Red = new(32, 0, 0);
    private static readonly RgbColor Purple = new(16, 0, 24);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Poll_AirOfEveryKind_IsReadBack(byte variant)
    {
        await using var bench = new Bme680Bench(workshop, variant: variant);
        for (var run = 0; run < FuzzRuns.Of(25); run++)
        {
            var random = FuzzRuns.RandomFor(run);
            bench.Air.Sample = new(
                -40 + (125 * random.NextDouble()),
                100 * random.NextDouble(),
                30_000 + (80_000 * random.NextDouble()),
                variant == 0 ? 200 * Math.Pow(60_000, random.NextDouble()) : 2_000 * Math.Pow(6_000, random.NextDouble()));

            Bme680Bench.AssertIs(bench.Air.Sample, await bench.PollAsync());
        }
    }

    [Fact]
    public async Task Poll_ThroughADay_FollowsIt()
    {
        var time = new FakeTimeProvider(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var day = new FakeDay(7, time);
        await using var bench = new Bme680Bench(workshop, air: day);
        for (var hour = 0; hour < 24; hour++)
        {
            Bme680Bench.AssertIs(day.Sample, await bench.PollAsync());
            time.Advance(TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public async Task Poll_BurnIn_HasNoScoreAndIsPurple()
    {
        await using var bench = new Bme680Bench(workshop, Bme680Bench.Granted("300"));

        var polled = await bench.PollAsync();

        Assert.Equal(["air_quality_accuracy", "gas_resistance", "pressure", "relative_humidity", "temperature"], polled.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0, polled["air_quality_accuracy"]);
        Assert.Equal(Purple, bench.Light);
    }

    [Fact]
    public async Task Poll_AirGetsBadAndGoodAgain_AlarmsOnceEachTimeWithTwoBeeps()
    {
        await using var bench = new Bme680Bench(workshop);
        await ExpectAsync(bench, 100_000, score: 0, alarm: false, Green, beeps: 0);
        await ExpectAsync(bench, 80_000, score: 75, alarm: false, new(0, 20, 12), beeps: 0);
        await ExpectAsync(bench, 65_000, score: 131.25, alarm: false, new(24, 20, 0), beeps: 0);
        await ExpectAsync(bench, 47_000, score: 198.75, alarm: false, new(32, 12, 0), beeps: 0);
        await ExpectAsync(bench, 20_000, score: 300, alarm: true, Red, beeps: 2);
        await ExpectAsync(bench, 20_000, score: 300, alarm: true, Red, beeps: 2);
        await ExpectAsync(bench, 50_000, score: 187.5, alarm: true, new(32, 12, 0), beeps: 2);
        await ExpectAsync(bench, 55_000, score: 168.75, alarm: false, new(32, 12, 0), beeps: 2);
        await ExpectAsync(bench, 20_000, score: 300, alarm: true, Red, beeps: 4);
    }

    [Fact]
    public async Task Poll_AfterARestartInBadAir_KnowsTheBaselineAndIsQuiet()
    {
        await using var bench = new Bme680Bench(workshop);
        await bench.PollAsync();
        await bench.RestartAsync();

        await ExpectAsync(bench, 20_000, score: 300, alarm: true, Red, beeps: 0);
    }

    [Fact]
    public async Task Poll_BaselineOlderThanAWeek_IsLearnedAnew()
    {
        await using var bench = new Bme680Bench(workshop);
        await bench.PollAsync();
        await bench.RestartAsync();
        var storage = workshop.StorageFor(Bme680Bench.Id);
        var state = System.Text.Json.Nodes.JsonNode.Parse(storage.Get("baseline"))!;
        state["saved"] = state["saved"]!.GetValue<long>() - (7 * 86_400) - 60;
        storage.Put("baseline", System.Text.Encoding.UTF8.GetBytes(state.ToJsonString()));

        await ExpectAsync(bench, 20_000, score: 0, alarm: false, Green, beeps: 0);
    }

    [Fact]
    public async Task Poll_LedAndBuzzerNotGranted_MeasuresAllTheSame()
    {
        var options = new PluginOptions { Permissions = { I2c = { "1:0x77" } }, Settings = { ["burn_in_seconds"] = "0", ["heater_milliseconds"] = "30" } };
        await using var bench = new Bme680Bench(workshop, options);
        var before = workshop.Logs.GetSnapshot().Count;
        foreach (var ohms in (double[])[100_000, 20_000, 20_000, 100_000, 20_000])
        {
            bench.Air.GasResistanceOhms = ohms;
            Assert.Equal(7, (await bench.PollAsync()).Count);
        }

        var told = workshop.Logs.GetSnapshot().Skip(before).Select(record => record.Message).Where(message => message.Contains("does not work", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, told.Length);
        Assert.Contains("LED 2 does not work: denied: leds 2 is not granted", told[0], StringComparison.Ordinal);
        Assert.Contains("the buzzer does not work: denied: buzzer is not granted", told[1], StringComparison.Ordinal);
        Assert.Equal(default, bench.Light);
    }

    private static async Task ExpectAsync(Bme680Bench bench, double ohms, double score, bool alarm, RgbColor light, int beeps)
    {
        bench.Air.GasResistanceOhms = ohms;

        var polled = await bench.PollAsync();

        Assert.Equal(score, polled["air_quality_score"], 1.0);
        Assert.Equal(1, polled["air_quality_accuracy"]);
        Assert.Equal(alarm ? 1 : 0, polled["alarm_bad_air"]);
        Assert.Equal(light, bench.Light);
        await Until.TrueAsync(() => bench.Board.Buzzer.Heard.Count >= beeps);
        Assert.Equal(beeps, bench.Board.Buzzer.Heard.Count);
    }
}
