using System.Collections;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;

namespace Samples;

/// <summary>
/// Sends metrics and traces by OTLP when the environment says where to, as every program with OpenTelemetry does. Without that nothing of
/// it is loaded: a small board pays only the files on its disk.
/// </summary>
internal static class NodeTelemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Whether somebody wants it: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
    public static bool IsWanted => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint));

    /// <summary>Registers it.</summary>
    public static void Add(WebApplicationBuilder builder, NodeSample sample)
    {
        // These variables are OpenTelemetry's own, whatever else of the environment is none of a node's business.
        builder.Configuration.AddInMemoryCollection(
            from DictionaryEntry variable in Environment.GetEnvironmentVariables()
            where ((string)variable.Key).StartsWith("OTEL_", StringComparison.Ordinal)
            select KeyValuePair.Create((string)variable.Key, (string?)variable.Value));

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService($"wasihal-{sample.Name.ToLowerInvariant()}", serviceInstanceId: builder.Configuration["cluster:node_id"])
                .AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics.AddMeter("WasiHal*", "System.Runtime"))
            .WithTracing(traces => traces.AddSource("WasiHal*", "System.Net.Http", "Microsoft.AspNetCore"));
        if (builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] is null)
        {
            telemetry.UseOtlpExporter(OtlpExportProtocol.HttpProtobuf, new Uri(builder.Configuration[Endpoint]!));
        }
        else
        {
            telemetry.UseOtlpExporter();
        }
    }
}
