using WasiHal.Fake;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>Whatever becomes of bus and chip: a poll of the plugin bme680 gives the air that there is, or fails and says why.</summary>
[Collection(GuestCollection.Name)]
public sealed class Bme680FaultTests(GuestWorkshop workshop)
{
    [Theory]
    [InlineData(HardwareErrorKind.NoAcknowledge, "I2C 1:0x77: no-acknowledge, nothing answers: check the wiring")]
    [InlineData(HardwareErrorKind.Bus, "I2C 1:0x77: bus, the bus is stuck")]
    [InlineData(HardwareErrorKind.Timeout, "I2C 1:0x77: timeout, the device holds the bus")]
    [InlineData(HardwareErrorKind.ArbitrationLost, "I2C 1:0x77: arbitration-lost, another controller")]
    public async Task Poll_WireFails_SaysWhatAndRecovers(HardwareErrorKind kind, string words)
    {
        await using var bench = new Bme680Bench(workshop);
        await bench.PollAsync();
        bench.Wire.Fault = kind;
        bench.Air.TemperatureCelsius = 5;

        for (var poll = 0; poll < 3; poll++)
        {
            Assert.Contains(words, await bench.FailAsync(), StringComparison.Ordinal);
            Assert.Equal(default, bench.Light);
        }

        bench.Wire.Fault = null;
        Bme680Bench.AssertIs(bench.Air.Sample, await bench.PollAsync());
        Assert.NotEqual(default, bench.Light);
    }

    [Fact]
    public async Task Poll_EachTransactionFails_TheNextPollIsRight()
    {
        await using var bench = new Bme680Bench(workshop);
        for (var good = 0; good < 24; good++)
        {
            bench.Air.PressurePascals = 100_000 + (100 * good);
            bench.Wire.FailNext(1);
            Assert.Contains("no-acknowledge", await bench.FailAsync(), StringComparison.Ordinal);

            Bme680Bench.AssertIs(bench.Air.Sample, await bench.PollAsync());
        }
    }

    [Fact]
    public async Task Poll_BusStuck_SaysSo()
    {
        await using var bench = new Bme680Bench(workshop);
        bench.Board.GetI2cBus(1).IsStuck = true;
        Assert.Contains("the bus is stuck: check SDA, SCL", await bench.FailAsync(), StringComparison.Ordinal);

        bench.Board.GetI2cBus(1).IsStuck = false;
        Bme680Bench.AssertIs(bench.Air.Sample, await bench.PollAsync());
    }

    [Fact]
    public async Task Poll_SlowBus_EndsByItselfWithinThePollsTime()
    {
        await using var bench = new Bme680Bench(workshop);
        bench.Wire.Delay = TimeSpan.FromMilliseconds(400);
        Assert.Contains("I2C 1:0x77: the bus is too slow", await bench.FailAsync(), StringComparison.Ordinal);

        bench.Wire.Delay = TimeSpan.Zero;
        Bme680Bench.AssertIs(bench.Air.Sample, await bench.PollAsync());
    }

    [Fact]
    public async Task Poll_UnpluggedAndBack_IsSetUpAnew()
    {
        await using var bench = new Bme680Bench(workshop);
        await bench.PollAsync();
        bench.Wire.IsPlugged = false;
        Assert.Contains("nothing answers", await bench.FailAsync(), StringComparison.Ordinal);
        bench.Wire.IsPlugged = true;
        bench.Air.Sample = new(30, 60, 99_000, 50_000);

        Bme680Bench.AssertIs(bench.Air.Sample, await bench.PollAsync());
    }

    [Fact]
    public async Task Poll_UnpluggedAndBackBetweenTwoPolls_IsSetUpAnew()
    {
        await using var bench = new Bme680Bench(workshop);
        await bench.PollAsync();
        bench.Wire.IsPlugged = false;
        bench.Wire.IsPlugged = true;
        bench.Air.Sample = new(-10, 80, 95_000, 25_000);

        Bme680Bench.AssertIs(bench.Air.Sample, await bench.PollAsync());
    }

    [Theory]
    [InlineData(0.0002)]
    [InlineData(0.002)]
    [InlineData(0.02)]
    public async Task Poll_BitsTurnOver_FailsOrIsRight(double rate)
    {
        await using var bench = new Bme680Bench(workshop);
        var failed = 0;
        for (var run = 0; run < FuzzRuns.Of(20); run++)
        {
            var random = FuzzRuns.RandomFor(run);
            bench.Air.Sample = new(40 * random.NextDouble(), 20 + (60 * random.NextDouble()), 90_000 + (20_000 * random.NextDouble()), 50_000 + (100_000 * random.NextDouble()));
            bench.Wire.FlipBits(rate, random.Next());
            try
            {
                Bme680Bench.AssertIs(bench.Air.Sample, await bench.PollOnceAsync());
            }
            catch (PluginFailedException failure)
            {
                Assert.Contains("0x77", failure.Message, StringComparison.Ordinal);
                failed++;
            }
        }

        // With the smallest rate a poll has less than one wrong bit, with the largest each has dozens.
        Assert.True(rate < 0.001 || failed > 0);
        bench.Wire.FlipBits(0, 0);
        Bme680Bench.AssertIs(bench.Air.Sample, await bench.PollAsync());
    }

    [Fact]
    public async Task Poll_AnotherChip_IsNamed()
    {
        await using var bench = new Bme680Bench(workshop);
        bench.Board.GetI2cBus(1).Attach(new(0x77), new FakeBme280(bench.Air));

        var message = await bench.FailAsync();

        Assert.Contains("BME280 (chip id 0x60)", message, StringComparison.Ordinal);
        Assert.Contains("0x76 and 0x77 swapped", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_BusNotGranted_SaysWhichLineIsMissing()
    {
        await using var bench = new Bme680Bench(workshop, new PluginOptions());

        Assert.Contains("i2c 1:0x77 is not granted: add \"1:0x77\" to plugins.bme680.permissions.i2c", await bench.FailAsync(), StringComparison.Ordinal);
    }
}
