using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace WasiHal.Tests.Configuration;

public sealed class ConfigurationCheckTests
{
    [Theory]
    [InlineData("count = \"many\"", "sample.count = \"many\" is not a whole number from 1 to 1024")]
    [InlineData("count = 1.5", "sample.count = 1.5 is not a whole number from 1 to 1024")]
    [InlineData("count = 0", "sample.count = 0 is not a whole number from 1 to 1024")]
    [InlineData("count = [1]", "sample.count is a table or a list where one value belongs")]
    [InlineData("brightness = 256", "sample.brightness = 256 is not a whole number from 0 to 255")]
    [InlineData("threshold = 100.0", "sample.threshold = 100 is not a number from 0.5 to 99.5")]
    [InlineData("threshold = nan", "sample.threshold = NaN is not a number from 0.5 to 99.5")]
    [InlineData("active = \"yes\"", "sample.active = \"yes\" is not true or false")]
    [InlineData("mode = \"fats\"", "sample.mode = \"fats\" is not slow or fast")]
    [InlineData("mode = 1", "sample.mode = 1 is not slow or fast")]
    [InlineData("interval = 5", "sample.interval = 5 is not a number with ms, s, m, h or d, such as 500ms, 5s, 2m or 1h")]
    [InlineData("colour = \"blue\"", "sample.colour = \"blue\" is not red or green")]
    [InlineData("pins = 3", "sample.pins = 3 is one value where a list belongs")]
    [InlineData("pins = [1, \"x\"]", "sample.pins.1 = \"x\" is not a whole number")]
    [InlineData("pins = [1, 2, 3, 4]", "sample.pins are more than three pins")]
    [InlineData("coutn = 11", "sample.coutn = 11 is not a known key; did you mean sample.count? Accepted: active, brightness, colour")]
    [InlineData("active-low = true", "sample.active-low = true is not a known key. Accepted: active, ")]
    [InlineData("inner = 5", "sample.inner = 5 is a value where a table belongs")]
    [InlineData("inner = { gpio_pin = 54 }", "sample.inner.gpio_pin = 54 is not a whole number from 0 to 53")]
    [InlineData("relays.fan.gpio_pin = -1", "sample.relays.fan.gpio_pin = -1 is not a whole number from 0 to 53")]
    [InlineData("relays.fan.gpio-pin = 4\nrelays.fan.gpio_pin = 4", "sample.relays.fan.gpio-pin = 4 is not a known key; did you mean sample.relays.fan.gpio_pin?")]
    [InlineData("relays.fan = {}", "sample.relays.fan.gpio_pin is missing: 0 to 53")]
    [InlineData("threshold = 2.0", "sample.threshold = 2 is above count")]
    public void Start_Mistake_IsNamedWithFileLineKeyValueAndWhatIsAccepted(string toml, string message)
    {
        using var file = new TomlFile("# first\n[sample]\n" + toml);

        var wrong = Assert.Throws<ConfigurationException>(() => Bind(Toml(file)));

        var fault = Assert.Single(wrong.Faults).ToString();
        Assert.StartsWith($"{file.FullName}:3: {message}", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_EveryKindOfValue_IsBound()
    {
        using var file = new TomlFile("""
            [sample]
            count = 0x10
            threshold = 2.5
            active = true
            mode = "fast"
            interval = "500ms"
            colour = "green"
            pins = [1, 2]
            name = "shared with another type"
            relays.fan = { gpio_pin = 27 }
            relays.Pump.gpio_pin = 4
            """);

        var options = Bind(Toml(file));

        Assert.Equal(16, options.Count);
        Assert.Equal(2.5, options.Threshold);
        Assert.True(options.Active);
        Assert.Equal(SampleMode.Fast, options.Mode);
        Assert.Equal(TimeSpan.FromMilliseconds(500), options.Interval!.Value.Value);
        Assert.Equal([1, 2], options.Pins);
        Assert.Equal(27, options.Relays["fan"].Pin);
        Assert.Equal(4, options.Relays["pump"].Pin);
    }

    [Fact]
    public void Start_SeveralMistakes_AreNamedAllAtOnceInTheFilesOrder()
    {
        using var file = new TomlFile("""
            [sampel]
            x = 1
            [named.a]
            gpio_pin = 99
            [strip]
            gpoi_pin = 1
            gpio_pin = 1
            [sample]
            count = "many"
            nmae = "x"
            """);

        var wrong = Assert.Throws<ConfigurationException>(() => Bind(Toml(file)));

        Assert.Equal([1, 4, 6, 9, 10], wrong.Faults.Select(fault => fault.Line!.Value));
        Assert.Equal("sampel", wrong.Faults[0].Key);
        Assert.StartsWith("is not a known section; did you mean sample? Accepted: named, sample, strip", wrong.Faults[0].Problem, StringComparison.Ordinal);
        Assert.StartsWith("The configuration has 5 faults:", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WrongValueAndBrokenRule_AreNamedTogether()
    {
        using var file = new TomlFile("""
            [sample]
            brightness = 256
            threshold = 2.0
            pins = [1, 2, 3, 4]
            relays.fan = {}
            """);

        var wrong = Assert.Throws<ConfigurationException>(() => Bind(Toml(file)));

        Assert.Equal(["sample.brightness", "sample.threshold", "sample.pins", "sample.relays.fan.gpio_pin"], wrong.Faults.Select(fault => fault.Key));
    }

    [Fact]
    public void Start_WrongOverride_SaysCommandLine()
    {
        using var file = new TomlFile("[sample]\ncount = 3");
        var configuration = new ConfigurationBuilder().AddWasiHalToml(file.FullName)
            .AddWasiHalOverrides([new("sample:count", "0"), new("smaple:count", "1")]).Build();

        var wrong = Assert.Throws<ConfigurationException>(() => Bind(configuration));

        Assert.Equal(2, wrong.Faults.Count);
        Assert.Contains("command line: sample.count = 0 is not a whole number from 1 to 1024", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("command line: smaple is not a known section; did you mean sample?", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_OthersKeys_AreNotOurs()
    {
        using var file = new TomlFile("urls = \"http://127.0.0.1:3000\"\n[Kestrel.Limits]\nMaxConcurrentConnections = 5");
        var configuration = new ConfigurationBuilder().AddWasiHalToml(file.FullName)
            .AddInMemoryCollection([new("PATH", "/bin"), new("contentRoot", "/"), new("sample", "a variable that happens to have this name")]).Build();

        Assert.Equal(1, Bind(configuration).Count);
    }

    [Fact]
    public void Start_WrongValueOfAnotherLayer_IsNamedToo()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("sample:count", "0")]).Build();

        var wrong = Assert.Throws<ConfigurationException>(() => Bind(configuration));

        Assert.Contains("sample.count = 0", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_InTheFile_AreRelativeToTheFile()
    {
        using var file = new TomlFile("[sample]\nfolder = \"data\"\nfolders = [\"../plugins\", \"/opt/plugins\"]");

        var options = Bind(Toml(file));

        Assert.Equal(Path.Combine(file.Folder, "data"), options.Folder);
        Assert.Equal([Path.GetFullPath("../plugins", file.Folder), "/opt/plugins"], options.Folders);
    }

    [Fact]
    public void Paths_OnTheCommandLine_AreRelativeToTheWorkingDirectoryAndReplaceTheFilesList()
    {
        using var file = new TomlFile("[sample]\nfolders = [\"a\", \"b\", \"c\"]");
        var configuration = new ConfigurationBuilder().AddWasiHalToml(file.FullName).AddWasiHalOverrides([new("sample:folders:0", "mine")]).Build();

        var options = Bind(configuration);

        Assert.Equal([Path.GetFullPath("mine")], options.Folders);
    }

    [Fact]
    public void List_OfALaterFile_ReplacesTheEarlierOne()
    {
        using var first = new TomlFile("[sample]\npins = [1, 2, 3]");
        using var second = new TomlFile("[sample]\npins = [9]");

        var options = Bind(new ConfigurationBuilder().AddWasiHalToml(first.FullName).AddWasiHalToml(second.FullName).Build());

        Assert.Equal([9], options.Pins);
    }

    [Fact]
    public void List_Empty_IsEmpty()
    {
        using var file = new TomlFile("[sample]\npins = []\nrelays = {}");

        var options = Bind(Toml(file));

        Assert.Empty(options.Pins);
        Assert.Empty(options.Relays);
    }

    [Fact]
    public void Table_Empty_IsAnEntryWithDefaults()
    {
        using var file = new TomlFile("[others.a]\n[others.b]\nname = \"x\"");
        var services = new ServiceCollection().AddSingleton<IConfiguration>(Toml(file));
        services.AddWasiHalOptions<Dictionary<string, OtherSampleOptions>>("others");

        var others = services.BuildServiceProvider().GetRequiredService<IOptions<Dictionary<string, OtherSampleOptions>>>().Value;

        Assert.Equal("", others["a"].Name);
        Assert.Equal("x", others["b"].Name);
    }

    [Fact]
    public void Start_OwnValidator_IsLocatedByTheKeyItNames()
    {
        using var file = new TomlFile("[sample]\nrelays.fan = { gpio_pin = 1 }\ncount = 7\n");
        var services = new ServiceCollection().AddSingleton<IConfiguration>(Toml(file));
        services.AddWasiHalOptions<SampleOptions>("sample").Validate(options => options.Count != 7, "sample.count = 7 is not liked");

        var wrong = Assert.Throws<ConfigurationException>(() => services.BuildServiceProvider().GetRequiredService<IOptions<SampleOptions>>().Value);

        Assert.Equal($"{file.FullName}:3: sample.count = 7 is not liked", Assert.Single(wrong.Faults).ToString());
    }

    [Fact]
    public void AddWasiHalToml_NoSuchFile_SaysSo()
    {
        var wrong = Assert.Throws<ConfigurationException>(() => new ConfigurationBuilder().AddWasiHalToml("/nowhere/hub.toml").Build());

        Assert.Contains("/nowhere/hub.toml: does not exist", wrong.Message, StringComparison.Ordinal);
        Assert.Empty(new ConfigurationBuilder().AddWasiHalToml("/nowhere/hub.toml", optional: true).Build().AsEnumerable());
    }

    private static IConfigurationRoot Toml(TomlFile file) => new ConfigurationBuilder().AddWasiHalToml(file.FullName).Build();

    private static SampleOptions Bind(IConfiguration configuration)
    {
        var services = new ServiceCollection().AddSingleton(configuration);
        services.AddWasiHalOptions<SampleOptions>("sample");
        services.AddWasiHalOptions<OtherSampleOptions>("sample");
        services.AddWasiHalOptions<NamedSampleOptions>("named");
        services.AddWasiHalOptions<RootSampleOptions>("");
        return services.BuildServiceProvider().GetRequiredService<IOptions<SampleOptions>>().Value;
    }
}
