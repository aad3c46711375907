using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Http;

/// <summary>What a node answers as JSON.</summary>
internal sealed class NodeEndpoints(
    IReadingStore readings,
    IEnumerable<IPluginDirectory> plugins,
    PluginCommands commands,
    NodeDirectory nodes,
    NodeHealth health,
    BusDownload bus,
    TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/readings", context => WriteAsync(context, ReadingsDocument.Of(readings.Current, time.GetUtcNow()), NodeJson.Default.ReadingsDocument));
        endpoints.MapGet("/api/nodes", context => WriteAsync(context, nodes.Current, NodeJson.Default.IReadOnlyListNodeDocument));
        endpoints.MapGet("/api/plugins", context => WriteAsync(context, Plugins(), NodeJson.Default.IReadOnlyListPluginDocument));
        endpoints.MapGet("/api/plugins/{id}/bus", bus.AnswerAsync);
        endpoints.MapPost("/api/plugins/{id}/restart", RestartAsync);
        endpoints.MapGet("/healthz", async context => await WriteAsync(context, await health.CheckAsync().ConfigureAwait(false)).ConfigureAwait(false));
        endpoints.MapGet("/readyz", async context => await WriteAsync(context, await health.CheckReadinessAsync().ConfigureAwait(false)).ConfigureAwait(false));
    }

    private IReadOnlyList<PluginDocument> Plugins() => [.. plugins.SelectMany(directory => directory.Plugins).Select(PluginDocument.Of)];

    // The body, if there is one, says nothing and is not read; the server bounds what it skips.
    private async Task RestartAsync(HttpContext context)
    {
        var node = context.Request.Query["node"];
        if (node.Count > 1)
        {
            await Problems.WriteAsync(context, StatusCodes.Status400BadRequest, "node is given more than once.").ConfigureAwait(false);
            return;
        }

        var id = (string)context.Request.RouteValues["id"]!;
        var outcome = await commands.RestartAsync(node.Count == 0 ? null : node[0], id, context.RequestAborted).ConfigureAwait(false);
        if (outcome.Plugin is null)
        {
            await Problems.WriteAsync(context, outcome.Status, outcome.Problem).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = outcome.Status;
        await WriteAsync(context, outcome.Plugin, NodeJson.Default.PluginDocument).ConfigureAwait(false);
    }

    private static Task WriteAsync(HttpContext context, HealthDocument document)
    {
        context.Response.StatusCode = document.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return WriteAsync(context, document, NodeJson.Default.HealthDocument);
    }

    private static Task WriteAsync<T>(HttpContext context, T document, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.BodyWriter, document, type, context.RequestAborted);
    }
}
