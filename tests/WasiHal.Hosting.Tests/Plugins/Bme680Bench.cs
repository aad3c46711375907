using WasiHal.Fake;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Tests.Catalog;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>
/// The bundled plugin bme680, read from its folder and run in the sandbox, over a simulated chip in air of the test's own.
/// The chip goes by the system's clock, because the plugin's sleeps do; the heater is on for 30 ms and burn-in is
/// over at once, unless the test says otherwise.
/// </summary>
internal sealed class Bme680Bench : IAsyncDisposable
{
    public const string Id = "bme680";
    public const int Led = 2;

    private static readonly I2cAddress Address = new(0x77);

    private readonly GuestFactory _factory;
    private readonly PluginDefinition _definition;
    private PluginInstance? _instance;

    public Bme680Bench(GuestWorkshop workshop, PluginOptions? options = null, IFakeEnvironment? air = null, byte variant = 0, Func<IBoard, IBoard>? board = null)
    {
        workshop.StorageFor(Id).Delete("baseline");
        Wire = new(new FakeBme680(air ?? Air, null) { Variant = variant });
        Board.GetI2cBus(1).Attach(Address, Wire);
        _factory = workshop.CreateFactory(board is null ? Board : board(Board));
        _definition = Define(options ?? Granted());
    }

    public FakeEnvironment Air { get; } = new() { Sample = new(21, 40, 101_325, 100_000) };

    public FakeBoard Board { get; } = new(new BoardOptions { Leds = { Count = 11 } });

    public FaultyI2cTarget Wire { get; }

    public RgbColor Light => Board.Leds.Shown[Led];

    /// <summary>What an operator writes who grants all that is asked for.</summary>
    public static PluginOptions Granted(string burnInSeconds = "0") => new()
    {
        Permissions = { I2c = { "1:0x77" }, Leds = { "2" }, Buzzer = true },
        Settings = { ["burn_in_seconds"] = burnInSeconds, ["heater_milliseconds"] = "30" },
    };

    /// <summary>Ends the instance; the next poll starts another.</summary>
    public async Task RestartAsync()
    {
        if (_instance is { } instance)
        {
            await instance.DisposeAsync();
        }

        _instance = null;
    }

    /// <summary>Polls once.</summary>
    /// <returns>Numbers by quantity, flags as 0 and 1.</returns>
    /// <exception cref="PluginFailedException">The poll failed.</exception>
    public async Task<Dictionary<string, double>> PollOnceAsync()
    {
        if (_instance is null)
        {
            using var code = await _factory.PrepareAsync(_definition, TestContext.Current.CancellationToken);
            _instance = await PluginInstance.StartAsync(_factory, _definition, code, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var report = await _instance.PollAsync();
        Assert.False(report.IsLost, report.Failure?.Message);
        return report.Failure is { } failure
            ? throw failure
            : _instance.Measurements.Items.ToArray().ToDictionary(measurement => measurement.Quantity, Number, StringComparer.Ordinal);
    }

    /// <summary>Polls; again when this machine was too busy for the poll's own time.</summary>
    public async Task<Dictionary<string, double>> PollAsync()
    {
        while (true)
        {
            try
            {
                return await PollOnceAsync();
            }
            catch (PluginFailedException failure) when (IsTooSlow(failure))
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Polls in vain.</summary>
    public async Task<string> FailAsync() => (await Assert.ThrowsAsync<PluginFailedException>(PollOnceAsync)).Message;

    public static bool IsTooSlow(PluginFailedException failure) => failure.Message.Contains("too slow", StringComparison.Ordinal);

    /// <summary>Demands that a poll has the air, as exactly as the chip's converters resolve it.</summary>
    public static void AssertIs(EnvironmentSample air, Dictionary<string, double> polled)
    {
        Assert.Equal(air.TemperatureCelsius, polled["temperature"], 0.005);
        Assert.Equal(air.PressurePascals, polled["pressure"], 1.0);
        Assert.Equal(air.RelativeHumidityPercent, polled["relative_humidity"], 0.01);
        Assert.Equal(1, polled["gas_resistance"] / air.GasResistanceOhms, 0.002);
    }

    public async ValueTask DisposeAsync()
    {
        await RestartAsync();
        _factory.Dispose();
    }

    private static double Number(Measurement measurement) =>
        measurement.Value.Kind == ReadingValueKind.Flag ? measurement.Value.Flag ? 1 : 0 : measurement.Value.Number;

    private static PluginDefinition Define(PluginOptions options)
    {
        // Far beyond what a poll takes, for a machine that is busy elsewhere: the plugin ends by itself.
        options.Limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromSeconds(30)), LoadDeadline = new Duration(TimeSpan.FromMinutes(1)) };
        using var catalog = new CatalogFixture();
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.PathOf($"plugins/{Id}"), "*.py"))
        {
            catalog.Folder.Write($"plugins/{Id}/{Path.GetFileName(file)}", File.ReadAllBytes(file));
        }

        catalog.Plugins.Set(new() { [Id] = options });
        catalog.Settle();
        return catalog.Definition(Id);
    }
}
