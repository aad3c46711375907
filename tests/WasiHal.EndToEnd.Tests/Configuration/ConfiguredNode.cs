using System.Text.Json.Nodes;
using Json.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tomlyn;
using Tomlyn.Model;

namespace WasiHal.EndToEnd.Tests.Configuration;

/// <summary>A hub's configuration, checked without starting a hub.</summary>
internal static class ConfiguredNode
{
    private static readonly Lazy<string> SchemaText = new(() => ConfigurationSchema.Of(Register(new ServiceCollection())));
    private static readonly Lazy<JsonSchema> Compiled = new(() => JsonSchema.FromText(SchemaText.Value));

    /// <summary>The schema as the hub prints it.</summary>
    public static string Schema => SchemaText.Value;

    /// <summary>What is wrong with a file, as the start would tell it.</summary>
    public static IReadOnlyList<ConfigurationFault> Faults(string file)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddWasiHalToml(file).Build());
        using var provider = Register(services).BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (ConfigurationException wrong)
        {
            return wrong.Faults;
        }
    }

    /// <summary>Whether the schema accepts a text.</summary>
    public static bool IsValid(string toml) => Compiled.Value.Evaluate(ToJson(TomlSerializer.Deserialize<TomlTable>(toml)!)).IsValid;

    private static IServiceCollection Register(IServiceCollection services)
    {
        services.AddWasiHal().AddPythonPlugins().AddHubClustering();
        return services;
    }

    private static JsonNode? ToJson(object? value) => value switch
    {
        TomlTable table => new JsonObject(table.Select(pair => KeyValuePair.Create(pair.Key, ToJson(pair.Value)))),
        TomlTableArray tables => new JsonArray([.. tables.Select(ToJson)]),
        TomlArray array => new JsonArray([.. array.Select(ToJson)]),
        bool flag => flag,
        long number => number,
        double number => number,
        _ => value?.ToString(),
    };
}
