using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;

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
    [InlineData("hal:provider", "linux", "hal.provider = \"linux\" is not available yet", "Use \"auto\" or \"fake\"")]
    [InlineData("hal:provider", "pi", "hal.provider = \"pi\" is not auto or fake")]
    [InlineData("cluster:node_id", "a b", "cluster.node_id = \"a b\" is not 1 to 64")]
    [InlineData("data:directory", "", "data.directory = \"\" is empty")]
    [InlineData("leds:count", "-1", "leds.count = -1 is not between 0 and 1024")]
    [InlineData("gpio:labels:17", "22", "gpio.labels has a label that is itself a number")]
    [InlineData("gpio:labels:door", "54", "gpio.labels")]
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

        Assert.Same(store, Assert.Single(services.GetServices<IReadingSink>()));
        Assert.Single(store.Current.Readings);
    }

    [Fact]
    public void AddWasiHal_Twice_ChangesNothing()
    {
        using var services = CreateServices(collection => collection.AddWasiHal());

        Assert.Single(services.GetServices<IReadingSink>());
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
