using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Protocol;

/// <summary>How documents become JSON: generated at build time, so that nothing is looked up while serving.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(ReadingValueConverter),
        typeof(UtcTimeConverter),
        typeof(HistoryPointConverter),
        typeof(SnapshotHistoryConverter),
        typeof(KebabCaseEnumConverter<PluginState>),
        typeof(KebabCaseEnumConverter<PluginKind>),
        typeof(KebabCaseEnumConverter<NodeState>),
        typeof(KebabCaseEnumConverter<SensorState>),
        typeof(KebabCaseEnumConverter<HealthStatus>),
        typeof(KebabCaseEnumConverter<LogLevel>),
    ])]
[JsonSerializable(typeof(ReadingsDocument))]
[JsonSerializable(typeof(ReadingDocument))]
[JsonSerializable(typeof(IReadOnlyList<ReadingDocument>))]
[JsonSerializable(typeof(IReadOnlyList<NodeDocument>))]
[JsonSerializable(typeof(IReadOnlyList<PluginDocument>))]
[JsonSerializable(typeof(PluginDocument))]
[JsonSerializable(typeof(IReadOnlyList<SensorDocument>))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(HistoryDocument))]
[JsonSerializable(typeof(LogsDocument))]
[JsonSerializable(typeof(SnapshotDocument))]
[JsonSerializable(typeof(DashboardDocument))]
[JsonSerializable(typeof(ResetDocument))]
[JsonSerializable(typeof(TonesDocument))]
[JsonSerializable(typeof(RelayDocument))]
[JsonSerializable(typeof(IReadOnlyList<RelayDocument>))]
[JsonSerializable(typeof(IReadOnlyList<ActionDocument>))]
[JsonSerializable(typeof(ActionResultDocument))]
[JsonSerializable(typeof(PushDocument))]
[JsonSerializable(typeof(PushAnswer))]
[JsonSerializable(typeof(PushStatus))]
[JsonSerializable(typeof(IReadOnlyList<PushReading>))]
[JsonSerializable(typeof(CommandQuestion))]
[JsonSerializable(typeof(CommandOffer))]
[JsonSerializable(typeof(CommandLeave))]
[JsonSerializable(typeof(CommandReport))]
[JsonSerializable(typeof(SessionDocument))]
[JsonSerializable(typeof(EnrolmentDocument))]
[JsonSerializable(typeof(EnrolledDocument))]
[JsonSerializable(typeof(ReadingValue))]
internal sealed partial class NodeJson : JsonSerializerContext;
