using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;
using WasiHal.Linux;

namespace WasiHal.Tests.Registration;

public sealed class AddWasiHalTests
{
    [Fact]
    public void AddWasiHal_NoConfiguration_StartsOnDefaults()
    {
        using var services = CreateServices();

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Equal("auto", services.GetRequiredService<IOptions<HalOptions>>().Value.Provider);
        Assert.Equal(0, services.GetRequiredService<IBoard>().Leds.Count);
        Assert.Same(TimeProvider.System, services.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public void AddWasiHal_ConfiguredBoard_HasWhatIsConfigured()
    {
        using var services = CreateServices(
            ("leds:count", "11"), ("gpio:labels:door", "22"),
            ("relays:fan:gpio_pin", "27"), ("relays:fan:active_low", "true"), ("relays:fan:safe", "on"));

        services.GetRequiredService<IStartupValidator>().Validate();
        var board = Assert.IsType<FakeBoard>(services.GetRequiredService<IBoard>());

        Assert.Equal(11, board.Leds.Count);
        Assert.True(board.Gpio.TryResolve("door", out var pin));
        Assert.Equal(22, pin);
        Assert.True(board.Relays.Get("fan"));
        Assert.False(board.Gpio.GetLevel(27));
    }

    [Theory]
    [InlineData("auto", true, "linux")]
    [InlineData("auto", false, "fake")]
    [InlineData("linux", false, "linux")]
    [InlineData("fake", true, "fake")]
    public void CreateBoard_ByProviderAndMachine_SaysWhatItFound(string provider, bool isBoardComputer, string expected)
    {
        using var services = CreateServices(("hal:provider", provider));
        var files = new Tests.Linux.CannedFiles { ["dev/i2c-1"] = "" };
        if (isBoardComputer)
        {
            files["proc/device-tree/model"] = "Raspberry Pi 4 Model B\0";
        }

        var board = services.GetRequiredService<BoardProvider>().CreateBoard(files);
        (board as IDisposable)?.Dispose();

        Assert.Equal(expected, board.Provider);
        var told = Assert.Single(services.GetRequiredService<FakeLogCollector>().GetSnapshot());
        Assert.Equal(provider == "fake" ? 1000 : expected == "linux" ? 1002 : 1001, told.Id.Id);
        Assert.Equal(expected == "linux", told.Message.Contains("I2C 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("auto", 1001)]
    [InlineData("fake", 1000)]
    public void AddWasiHal_Provider_IsSimulatedWithTheMachinesOwnValuesAndSaysSo(string provider, int eventId)
    {
        using var services = CreateServices(("hal:provider", provider));

        var board = services.GetRequiredService<IBoard>();

        Assert.Equal("fake", board.Provider);
        Assert.Same(services.GetRequiredService<ISystemInfo>(), board.SystemInfo);
        Assert.Equal(eventId, Assert.Single(services.GetRequiredService<FakeLogCollector>().GetSnapshot()).Id.Id);
    }

    [Theory]
    [InlineData("hal:provider", "pi", "hal.provider = \"pi\" is not auto, linux or fake")]
    [InlineData("hal:gpio_chip", "/dev/gpiochip0", "hal.gpio_chip = \"/dev/gpiochip0\" is not the name of a chip, such as gpiochip0")]
    [InlineData("hal:pwm_chip", "-1", "hal.pwm_chip = -1 is not between 0 and 255")]
    [InlineData("leds:code_bits", "5", "leds.code_bits = 5 is not 3, 4 or 8")]
    [InlineData("leds:order", "bgr", "leds.order = \"bgr\" is not grb, rgb, grbw or rgbw")]
    [InlineData("leds:brightness", "256", "leds.brightness = 256 is not between 0 and 255")]
    [InlineData("leds:gamma", "0", "leds.gamma = 0 is not between 0.1 and 10")]
    [InlineData("buzzer:gpio_pin", "54", "buzzer.gpio_pin = 54 is not between 0 and 53")]
    [InlineData("uart:gps:device", "ttyAMA0", "uart.gps.device = \"ttyAMA0\" is not the path of a device, such as /dev/serial0")]
    [InlineData("fake:bme680:0", "1:0xec", "fake.bme680.0 = \"1:0xec\" is not \"bus:address\" with an address from 0x08 to 0x77")]
    [InlineData("fake:pms5003:0", "dust", "fake has a PMS5003 on the serial port \"dust\", which is not there: add [uart.dust]")]
    [InlineData("fake:dht22:0", "54", "fake.dht22.0 = 54 is not between 0 and 53")]
    [InlineData("cluster:node_id", "a b", "cluster.node_id = \"a b\" is not 1 to 64")]
    [InlineData("data:directory", "", "data.directory = \"\" is empty")]
    [InlineData("leds:count", "-1", "leds.count = -1 is not between 0 and 1024")]
    [InlineData("gpio:labels:17", "22", "gpio.labels has a label that is itself a number")]
    [InlineData("gpio:labels:door", "54", "gpio.labels.door = 54 is not between 0 and 53")]
    [InlineData("relays:fan:active_low", "true", "relays.fan.gpio_pin is missing")]
    [InlineData("relays:fan:gpio_pin", "54", "relays.fan.gpio_pin = 54 is not between 0 and 53")]
    [InlineData("relays:fan:safe", "maybe", "relays.fan.safe = \"maybe\" is not on or off")]
    public void AddWasiHal_WrongValue_StopsTheStartNamingKeyAndWhatIsAccepted(string key, string value, params string[] words)
    {
        using var services = CreateServices((key, value));

        var exception = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void AddWasiHal_SeveralFaults_AreReportedTogether()
    {
        using var services = CreateServices(("leds:count", "-1"), ("relays:a:gpio_pin", "5"), ("relays:b:gpio_pin", "5"));

        var exception = Assert.Throws<ConfigurationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(2, exception.Faults.Count);
        Assert.Contains(exception.Faults, fault => fault.Key == "relays" && fault.Problem.StartsWith("use one pin twice", StringComparison.Ordinal));
    }

    [Fact]
    public void AddWasiHal_BuzzerOnThePinOfARelay_StopsTheStart()
    {
        using var services = CreateServices(("buzzer:gpio_pin", "27"), ("relays:fan:gpio_pin", "27"));

        var exception = Assert.Throws<ConfigurationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("buzzer is on GPIO 27, the pin of relay \"fan\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddWasiHal_TwoChipsInOnePlace_StopsTheStart()
    {
        using var services = CreateServices(("fake:bme680:0", "1:0x76"), ("fake:bme280:0", "1:118"));

        var exception = Assert.Throws<ConfigurationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("fake.bme280 has \"1:118\", where another chip is", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddWasiHal_LinuxBoard_IsDisposedWithTheServices()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the provider linux needs Linux");
        var services = CreateServices(("hal:provider", "linux"));
        var board = Assert.IsType<LinuxBoard>(services.GetRequiredService<IBoard>());
        Assert.Equal(HardwareErrorKind.NotPresent, Assert.Throws<HardwareException>(() => board.GetI2cBus(250)).Kind);

        services.Dispose();

        Assert.Throws<ObjectDisposedException>(() => board.GetI2cBus(250));
    }

    [Fact]
    public void AddWasiHal_SimulatedDevices_AnswerWhereTheyAreConfigured()
    {
        using var services = CreateServices(
            ("hal:provider", "fake"), ("fake:bme680:0", "1:0x77"), ("fake:bme280:0", "2:0x76"), ("fake:sht31:0", "1:0x44"), ("fake:ssd1306:0", "1:0x3c"),
            ("fake:dht22:0", "4"), ("uart:dust:device", "/dev/serial0"), ("fake:pms5003:0", "dust"));
        var board = services.GetRequiredService<IBoard>();

        Assert.Equal([0x3c, 0x44, 0x77], board.GetI2cBus(1).Scan(TestContext.Current.CancellationToken).Select(address => (int)address.Value));
        Assert.Equal([0x76], board.GetI2cBus(2).Scan(TestContext.Current.CancellationToken).Select(address => (int)address.Value));
        var parts = board.ListParts();
        Assert.Equal([1, 2], parts.I2cBuses.Select(bus => (int)bus));
        Assert.Equal(["dust"], parts.UartPorts);
        Assert.Equal([4], parts.ClimatePins);
        Assert.InRange(board.Climate.ReadDht22(4).TemperatureCelsius, 15, 27);
    }

    [Fact]
    public void AddWasiHal_WrongTypeBesideAnotherFault_BothAreReported()
    {
        using var services = CreateServices(("leds:count", "many"), ("hal:provider", "pi"));

        var exception = Assert.Throws<ConfigurationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(["hal.provider", "leds.count"], exception.Faults.Select(fault => fault.Key));
    }

    [Fact]
    public void AddWasiHal_OwnBoardAndClock_Stay()
    {
        var board = new FakeBoard();
        var time = new FakeTimeProvider();
        using var services = CreateServices(collection => collection.AddSingleton<IBoard>(board).AddSingleton<TimeProvider>(time));

        Assert.Same(board, services.GetRequiredService<IBoard>());
        Assert.Same(time, services.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public async Task AddWasiHal_Store_IsOneOfTheSinksOfTheFanOut()
    {
        using var services = CreateServices();
        var store = services.GetRequiredService<IReadingStore>();

        await services.GetRequiredService<ReadingFanOut>().PublishAsync(new[] { Readings.Sample.Reading("t", 1) }, CancellationToken.None);

        Assert.Same(store, Assert.Single(services.GetServices<IReadingSink>().OfType<IReadingStore>()));
        Assert.Single(store.Current.Readings);
    }

    [Fact]
    public void AddWasiHal_Twice_ChangesNothing()
    {
        using var services = CreateServices(collection => collection.AddWasiHal());

        Assert.Equal(2, services.GetServices<IReadingSink>().Count());
        Assert.Single(services.GetServices<IBoard>());
        Assert.Single(services.GetServices<SectionRegistration>(), section => section.OptionsType == typeof(HalOptions));
    }

    private static ServiceProvider CreateServices(params (string Key, string Value)[] configuration) => CreateServices(_ => { }, configuration);

    private static ServiceProvider CreateServices(Action<IServiceCollection> before, params (string Key, string Value)[] configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(configuration.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build());
        services.AddFakeLogging();
        before(services);
        Assert.Same(services, services.AddWasiHal().Services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
