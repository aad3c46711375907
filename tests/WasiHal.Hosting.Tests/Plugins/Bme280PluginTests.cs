using WasiHal.Fake;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>The plugin bme280 against a simulated chip.</summary>
[Collection(GuestCollection.Name)]
public sealed class Bme280PluginTests : IAsyncLifetime
{
    private static readonly I2cAddress Address = new(FakeBme280.DefaultAddress);

    private readonly GuestWorkshop _workshop;
    private readonly FakeBoard _board = new();
    private readonly FakeEnvironment _air = new();
    private readonly FakeBme280 _chip;
    private readonly FaultyI2cTarget _cable;
    private BundledPlugin _plugin = null!;

    public Bme280PluginTests(GuestWorkshop workshop)
    {
        _workshop = workshop;
        _chip = new(_air);
        _cable = new(_chip);
        _board.GetI2cBus(1).Attach(Address, _cable);
    }

    public async ValueTask InitializeAsync() => _plugin = await BundledPlugin.StartAsync(_workshop, _board, "bme280");

    public ValueTask DisposeAsync() => _plugin.DisposeAsync();

    [Fact]
    public async Task Poll_ManyEnvironments_ReadsTheAir()
    {
        var random = new Random(280);
        for (var sample = 0; sample < 40; sample++)
        {
            _air.Sample = new(-20 + (80 * random.NextDouble()), 5 + (90 * random.NextDouble()), 60_000 + (50_000 * random.NextDouble()), 1_000);

            AssertReadsTheAir(await _plugin.PollAsync());
        }
    }

    [Theory]
    [InlineData(HardwareErrorKind.NoAcknowledge, "no-acknowledge; nothing answers: check wiring, supply and the setting address")]
    [InlineData(HardwareErrorKind.Timeout, "timeout; a device holds the clock line")]
    public async Task Poll_Fault_FailsAndEndsWithIt(HardwareErrorKind fault, string words)
    {
        AssertReadsTheAir(await _plugin.PollAsync());
        _cable.Fault = fault;
        Assert.StartsWith($"no reading from the BME280 at 1:0x76: {words}", await _plugin.FailAsync(), StringComparison.Ordinal);

        _cable.Fault = null;
        _air.TemperatureCelsius = 31;
        AssertReadsTheAir(await _plugin.PollAsync());
    }

    [Fact]
    public async Task Poll_StuckBus_FailsAndEndsWithIt()
    {
        _board.GetI2cBus(1).IsStuck = true;
        Assert.Contains("bus; the bus is stuck", await _plugin.FailAsync(), StringComparison.Ordinal);

        _board.GetI2cBus(1).IsStuck = false;
        AssertReadsTheAir(await _plugin.PollAsync());
    }

    [Fact]
    public async Task Poll_EveryTransactionMayFail_NoneMakesAWrongNumber()
    {
        // One more good transaction before the fault each time, until a whole poll fits before it.
        for (var good = 0; ; good++)
        {
            _air.TemperatureCelsius = good;
            var fault = new FailingTarget(_cable, good);
            _board.GetI2cBus(1).Attach(Address, fault);
            if (await _plugin.TryPollAsync() is { } measured)
            {
                AssertReadsTheAir(measured);
                if (!fault.HasFailed)
                {
                    Assert.InRange(good, 8, 60);
                    return;
                }
            }
        }
    }

    [Fact]
    public async Task Poll_UnpluggedAndAnotherChipPluggedIn_ReadsThatOne()
    {
        AssertReadsTheAir(await _plugin.PollAsync());
        _cable.IsPlugged = false;
        Assert.Contains("nothing answers", await _plugin.FailAsync(), StringComparison.Ordinal);

        // T2 of the other chip is a little less; with the old one the temperature would be off by half a degree.
        _chip.SetCalibration(0x8A, [0x00, 0x65]);
        _cable.IsPlugged = true;
        AssertReadsTheAir(await _plugin.PollAsync());
    }

    [Fact]
    public async Task Poll_PowerLostInBetween_ReadsTheAir()
    {
        AssertReadsTheAir(await _plugin.PollAsync());

        _chip.PowerCycle();
        _air.TemperatureCelsius = -5;

        AssertReadsTheAir(await _plugin.PollAsync());
    }

    [Fact]
    public async Task Poll_OtherAddressAndOversampling_AreSettings()
    {
        _board.AddI2cBus(3).Attach(new I2cAddress(0x77), new FakeBme280(_air));
        var settings = new Dictionary<string, string>
        {
            ["bus"] = "3",
            ["address"] = "0x77",
            ["oversampling-temperature"] = "16",
            ["oversampling-pressure"] = "16",
            ["oversampling-humidity"] = "16",
        };
        await using var other = await BundledPlugin.StartAsync(_workshop, _board, "bme280", settings);

        AssertReadsTheAir(await other.PollAsync());
    }

    [Fact]
    public async Task Poll_NotGranted_FailsWithTheLineToAdd()
    {
        await using var other = await BundledPlugin.StartAsync(_workshop, _board, "bme280", isGranted: false);

        Assert.Contains("""add "1:0x76" to plugins.bme280.permissions.i2c""", await other.FailAsync(), StringComparison.Ordinal);
    }

    private void AssertReadsTheAir(Dictionary<string, ReadingValue> measured)
    {
        Assert.Equal(["pressure", "relative_humidity", "temperature"], measured.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(_air.TemperatureCelsius, measured["temperature"].Number, 0.01);
        Assert.Equal(_air.RelativeHumidityPercent, measured["relative_humidity"].Number, 0.02);
        Assert.Equal(_air.PressurePascals, measured["pressure"].Number, 1.0);
    }

    /// <summary>Lets some transactions through and fails one.</summary>
    private sealed class FailingTarget(II2cTarget inner, int good) : II2cTarget
    {
        private int _left = good;

        public bool HasFailed { get; private set; }

        public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
        {
            if (_left-- == 0)
            {
                HasFailed = true;
                throw new HardwareException(HardwareErrorKind.NoAcknowledge, "This one fails.");
            }

            inner.Transfer(write, read);
        }
    }
}
