using WasiHal.Fake;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>The plugin sht31 against a simulated sensor.</summary>
[Collection(GuestCollection.Name)]
public sealed class Sht31PluginTests : IAsyncLifetime
{
    private static readonly I2cAddress Address = new(FakeSht31.DefaultAddress);

    private readonly GuestWorkshop _workshop;
    private readonly FakeBoard _board = new();
    private readonly FakeEnvironment _air = new();
    private readonly FakeSht31 _chip;
    private readonly FaultyI2cTarget _cable;
    private BundledPlugin _plugin = null!;

    public Sht31PluginTests(GuestWorkshop workshop)
    {
        _workshop = workshop;
        _chip = new(_air);
        _cable = new(_chip);
        _board.GetI2cBus(1).Attach(Address, _cable);
    }

    public async ValueTask InitializeAsync() => _plugin = await BundledPlugin.StartAsync(_workshop, _board, "sht31");

    public ValueTask DisposeAsync() => _plugin.DisposeAsync();

    [Fact]
    public async Task Poll_ManyEnvironments_ReadsTheAir()
    {
        var random = new Random(31);
        for (var sample = 0; sample < 60; sample++)
        {
            Move(random);

            AssertReadsTheAir(await _plugin.PollAsync());
        }
    }

    [Fact]
    public async Task Poll_WrongBits_AreNeverAWrongNumber()
    {
        var random = new Random(44);
        _cable.FlipBits(0.01, seed: 31);
        var failed = 0;
        for (var sample = 0; sample < 120; sample++)
        {
            Move(random);
            if (await _plugin.TryPollAsync() is { } measured)
            {
                AssertReadsTheAir(measured);
            }
            else
            {
                failed++;
            }
        }

        // Some were so bad that the second try failed too; others were saved by it.
        Assert.InRange(failed, 5, 100);
        _cable.FlipBits(0, seed: 0);
        AssertReadsTheAir(await _plugin.PollAsync());
    }

    [Fact]
    public async Task Poll_FaultsOfTheBus_FailAndEndWithThem()
    {
        AssertReadsTheAir(await _plugin.PollAsync());
        _cable.Fault = HardwareErrorKind.NoAcknowledge;
        Assert.StartsWith("no reading from the SHT31 at 1:0x44: no-acknowledge; nothing answers: check wiring", await _plugin.FailAsync(), StringComparison.Ordinal);
        _cable.Fault = null;
        _board.GetI2cBus(1).IsStuck = true;
        Assert.Contains("bus; the bus is stuck", await _plugin.FailAsync(), StringComparison.Ordinal);

        _board.GetI2cBus(1).IsStuck = false;
        _air.TemperatureCelsius = 31;
        AssertReadsTheAir(await _plugin.PollAsync());
    }

    [Fact]
    public async Task Poll_UnpluggedAndPluggedInAgain_ReadsTheAir()
    {
        AssertReadsTheAir(await _plugin.PollAsync());
        _cable.IsPlugged = false;
        Assert.Contains("nothing answers", await _plugin.FailAsync(), StringComparison.Ordinal);

        _chip.PowerCycle();
        _cable.IsPlugged = true;
        _air.TemperatureCelsius = -5;
        AssertReadsTheAir(await _plugin.PollAsync());
    }

    [Fact]
    public async Task Poll_NotGranted_FailsWithTheLineToAdd()
    {
        await using var other = await BundledPlugin.StartAsync(_workshop, _board, "sht31", isGranted: false);

        Assert.Contains("""add "1:0x44" to plugins.sht31.permissions.i2c""", await other.FailAsync(), StringComparison.Ordinal);
    }

    private void Move(Random random)
    {
        _air.TemperatureCelsius = -40 + (125 * random.NextDouble());
        _air.RelativeHumidityPercent = 100 * random.NextDouble();
    }

    private void AssertReadsTheAir(Dictionary<string, ReadingValue> measured)
    {
        Assert.Equal(["relative_humidity", "temperature"], measured.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(_air.TemperatureCelsius, measured["temperature"].Number, 0.002);
        Assert.Equal(_air.RelativeHumidityPercent, measured["relative_humidity"].Number, 0.001);
    }
}
