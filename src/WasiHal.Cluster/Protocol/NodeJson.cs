using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WasiHal.Cluster.Protocol;

/// <summary>How documents become JSON: generated at build time, so that nothing is looked up while serving.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(ReadingValueConverter),
        typeof(UtcTimeConverter),
        typeof(KebabCaseEnumConverter<PluginState>),
        typeof(KebabCaseEnumConverter<PluginKind>),
        typeof(KebabCaseEnumConverter<NodeState>),
        typeof(KebabCaseEnumConverter<HealthStatus>),
    ])]
[JsonSerializable(typeof(ReadingsDocument))]
[JsonSerializable(typeof(IReadOnlyList<NodeDocument>))]
[JsonSerializable(typeof(IReadOnlyList<PluginDocument>))]
[JsonSerializable(typeof(PluginDocument))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class NodeJson : JsonSerializerContext;
