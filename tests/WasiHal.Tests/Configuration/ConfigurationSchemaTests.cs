using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace WasiHal.Tests.Configuration;

public sealed class ConfigurationSchemaTests
{
    private readonly JsonObject _schema = Of(services => services.AddWasiHalOptions<SampleOptions>("sample"));

    [Theory]
    [InlineData("count", """{"type":"integer","minimum":1,"maximum":1024,"default":1}""")]
    [InlineData("brightness", """{"type":"integer","minimum":0,"maximum":255,"default":0}""")]
    [InlineData("threshold", """{"type":"number","minimum":0.5,"maximum":99.5,"default":1}""")]
    [InlineData("active", """{"type":"boolean","default":false}""")]
    [InlineData("mode", """{"enum":["Slow","Fast"],"default":"Slow"}""")]
    [InlineData("interval", """{"type":"string","pattern":"^[0-9]+(\\.[0-9]+)?(ms|s|m|h|d)$"}""")]
    [InlineData("colour", """{"type":"string","enum":["red","green"],"default":"red"}""")]
    [InlineData("pins", """{"type":"array","items":{"type":"integer"}}""")]
    [InlineData("folder", """{"type":"string"}""")]
    [InlineData("relays", """{"type":"object","additionalProperties":{"type":"object","properties":{"gpio_pin":{"type":"integer","minimum":0,"maximum":53}},"required":["gpio_pin"],"additionalProperties":false}}""")]
    public void Of_EveryKindOfKey_SaysWhatTheCheckSays(string key, string expected)
    {
        var actual = _schema["properties"]!["sample"]!["properties"]![key]!.AsObject();
        actual.Remove("description");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());
    }

    [Fact]
    public void Of_SectionOfTwoTypes_HasTheKeysOfBoth()
    {
        var both = Of(services =>
        {
            services.AddWasiHalOptions<SampleOptions>("sample");
            services.AddWasiHalOptions<OtherSampleOptions>("sample");
        });

        Assert.NotNull(both["properties"]!["sample"]!["properties"]!["name"]);
        Assert.NotNull(both["properties"]!["sample"]!["properties"]!["count"]);
    }

    [Fact]
    public void Of_KeyThatTwoTypesSeeDifferently_AcceptsEither()
    {
        var both = Of(services =>
        {
            services.AddWasiHalOptions<SampleOptions>("sample");
            services.AddWasiHalOptions<RelabelledOptions>("sample");
        });

        Assert.Equal(2, both["properties"]!["sample"]!["properties"]!["colour"]!["anyOf"]!.AsArray().Count);
    }

    [Fact]
    public void Of_FreeNamesAndRoots_AreTables()
    {
        var schema = Of(services =>
        {
            services.AddWasiHalOptions<NamedSampleOptions>("named");
            services.AddWasiHalOptions<RootSampleOptions>("");
        });

        Assert.Equal("object", schema["properties"]!["named"]!["additionalProperties"]!["type"]!.GetValue<string>());
        Assert.NotNull(schema["properties"]!["strip"]!["properties"]!["gpio_pin"]);
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
    }

    [Fact]
    public void Of_Words_ComeFromTheDocumentation()
    {
        var schema = Of(services => services.AddWasiHalOptions<LedOptions>("leds"));

        var leds = schema["properties"]!["leds"]!;
        Assert.Equal("The addressable LED strip: the section [leds].", leds["description"]!.GetValue<string>());
        Assert.Equal("Number of LEDs, 0 to 1024. Default: 0: no strip.", leds["properties"]!["count"]!["description"]!.GetValue<string>());
    }

    private static JsonObject Of(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        register(services);
        return JsonNode.Parse(ConfigurationSchema.Of(services))!.AsObject();
    }
}
