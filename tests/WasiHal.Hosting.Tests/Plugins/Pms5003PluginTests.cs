using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>The plugin pms5003 against a simulated sensor, whose seconds are the test's and not the port's.</summary>
[Collection(GuestCollection.Name)]
public sealed class Pms5003PluginTests : IAsyncLifetime
{
    private readonly GuestWorkshop _workshop;
    private readonly FakeTimeProvider _time = new();
    private readonly FakeBoard _board = new();
    private readonly FakePms5003 _sensor;
    private BundledPlugin _plugin = null!;

    public Pms5003PluginTests(GuestWorkshop workshop)
    {
        _workshop = workshop;
        _sensor = new(_board.AddUartPort("dust"), _time);
        _time.Advance(FakePms5003.WarmUp);
    }

    public async ValueTask InitializeAsync() => _plugin = await StartAsync(new() { ["warm-up-seconds"] = "0" });

    public async ValueTask DisposeAsync()
    {
        await _plugin.DisposeAsync();
        _sensor.Dispose();
    }

    [Fact]
    public async Task Poll_ManyEnvironments_ReadsTheAir()
    {
        var random = new Random(5003);
        for (var sample = 0; sample < 100; sample++)
        {
            Move(random);

            AssertReadsTheAir(await _plugin.PollAsync());
        }

        Assert.True(_sensor.IsPassive);
    }

    [Fact]
    public async Task Poll_NoiseOnTheLine_ReadsTheAir()
    {
        var random = new Random(42);
        for (var noise = 0; noise <= FakePms5003.MostNoiseBytes; noise++)
        {
            _sensor.NoiseBytes = noise;
            Move(random);

            AssertReadsTheAir(await _plugin.PollAsync());
        }
    }

    [Fact]
    public async Task Poll_DeafSensor_IsTakenByWhatItSends()
    {
        _sensor.IsDeaf = true;
        var random = new Random(1);
        for (var sample = 0; sample < 5; sample++)
        {
            // A frame of this air follows those that wait since the last poll.
            Move(random);
            _time.Advance(TimeSpan.FromSeconds(1));

            AssertReadsTheAir(await WhileItSendsAsync());
        }
    }

    [Fact]
    public async Task Poll_WrongSums_FailAndEndWithThem()
    {
        AssertReadsTheAir(await _plugin.PollAsync());
        _sensor.HasWrongSums = true;
        Assert.StartsWith("no reading from the PMS5003 on port dust: what arrives is damaged", await _plugin.FailAsync(), StringComparison.Ordinal);

        _sensor.HasWrongSums = false;
        _sensor.Particles = new(100, 200, 300);
        AssertReadsTheAir(await _plugin.PollAsync());
    }

    [Fact]
    public async Task Poll_UnpluggedAndPluggedInAgain_ReadsTheAir()
    {
        AssertReadsTheAir(await _plugin.PollAsync());
        _sensor.IsPlugged = false;
        Assert.Contains("nothing arrives: check its supply", await _plugin.FailAsync(), StringComparison.Ordinal);

        _sensor.IsPlugged = true;
        _time.Advance(FakePms5003.WarmUp);
        _sensor.Particles = new(100, 200, 300);
        AssertReadsTheAir(await _plugin.PollAsync());
    }

    [Fact]
    public async Task Poll_AfterASilence_SaysNothingUntilItsFanHasRun()
    {
        _sensor.IsPlugged = false;
        await using var other = await StartAsync([]);
        await other.FailAsync();

        _sensor.IsPlugged = true;

        Assert.Empty(await other.PollAsync());
    }

    [Fact]
    public async Task Poll_PowerLostInBetween_SaysNothingUntilItsFanHasRun()
    {
        await using var other = await StartAsync([]);
        AssertReadsTheAir(await other.PollAsync());

        _sensor.IsPlugged = false;
        _sensor.IsPlugged = true;
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty(await other.PollAsync());
    }

    [Fact]
    public async Task Poll_SleepingSensor_IsWoken()
    {
        _board.GetUartPort("dust").Open(FakePms5003.Baud);
        _board.GetUartPort("dust").Write([0x42, 0x4D, 0xE4, 0x00, 0x00, 0x01, 0x73]);
        Assert.True(_sensor.IsAsleep);

        await _plugin.FailAsync();

        Assert.False(_sensor.IsAsleep);
        _time.Advance(FakePms5003.WarmUp);
        AssertReadsTheAir(await _plugin.PollAsync());
    }

    [Fact]
    public async Task Poll_NoSuchPort_FailsWithWhatToCheck()
    {
        await using var other = await StartAsync(new() { ["port"] = "attic" });

        Assert.Contains("not-present; the node has no such port: check the setting port", await other.FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_NotGranted_FailsWithTheLineToAdd()
    {
        await using var other = await BundledPlugin.StartAsync(_workshop, _board, "pms5003", isGranted: false);

        Assert.Contains("""add "dust" to plugins.pms5003.permissions.uart""", await other.FailAsync(), StringComparison.Ordinal);
    }

    private Task<BundledPlugin> StartAsync(Dictionary<string, string> settings) => BundledPlugin.StartAsync(_workshop, _board, "pms5003", settings);

    private async Task<Dictionary<string, ReadingValue>> WhileItSendsAsync()
    {
        var poll = _plugin.PollAsync();
        await Until.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return poll.IsCompleted;
        });
        return await poll;
    }

    private void Move(Random random)
    {
        var finest = random.Next(1001);
        var fine = random.Next(finest, 1001);
        _sensor.Particles = new(finest, fine, random.Next(fine, 1001));
    }

    private void AssertReadsTheAir(Dictionary<string, ReadingValue> measured)
    {
        Assert.Equal(["pm1", "pm10", "pm2_5"], measured.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(_sensor.Particles, new ParticleSample(measured["pm1"].Number, measured["pm2_5"].Number, measured["pm10"].Number));
    }
}
