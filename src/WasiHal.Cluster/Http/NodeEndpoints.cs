using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Http;

/// <summary>What a node answers as JSON.</summary>
internal sealed class NodeEndpoints(IReadingStore readings, IEnumerable<IPluginDirectory> plugins, NodeDirectory nodes, NodeHealth health, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/readings", context => WriteAsync(context, ReadingsDocument.Of(readings.Current, time.GetUtcNow()), NodeJson.Default.ReadingsDocument));
        endpoints.MapGet("/api/nodes", context => WriteAsync(context, nodes.Current, NodeJson.Default.IReadOnlyListNodeDocument));
        endpoints.MapGet("/api/plugins", context => WriteAsync(context, Plugins(), NodeJson.Default.IReadOnlyListPluginDocument));
        endpoints.MapGet("/healthz", context => WriteAsync(context, health.Health));
        endpoints.MapGet("/readyz", context => WriteAsync(context, health.Readiness));
    }

    private IReadOnlyList<PluginDocument> Plugins() => [.. plugins.SelectMany(directory => directory.Plugins).Select(PluginDocument.Of)];

    private static Task WriteAsync(HttpContext context, HealthStatus status)
    {
        context.Response.StatusCode = status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return WriteAsync(context, new HealthDocument(status), NodeJson.Default.HealthDocument);
    }

    private static Task WriteAsync<T>(HttpContext context, T document, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.BodyWriter, document, type, context.RequestAborted);
    }
}
