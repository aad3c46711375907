using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WasiHal.Cluster.Actuation;
using WasiHal.Cluster.Commands;
using WasiHal.Cluster.Dashboards;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Live;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Presence;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Http;

/// <summary>What a node answers as JSON.</summary>
internal sealed class NodeEndpoints(
    IReadingStore readings,
    NodePlugins plugins,
    PluginCommands commands,
    NodeDirectory nodes,
    NodeHealth health,
    BusDownload bus,
    HistoryEndpoint history,
    LogsEndpoint logs,
    EventsEndpoint events,
    DashboardLoop dashboard,
    WholePageEndpoint wholePage,
    BuzzerEndpoints buzzer,
    RelayEndpoints relays,
    ActionEndpoints actions,
    FanEndpoints fan,
    FlatDocuments flat,
    SensorPresence sensors,
    TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/readings", context => FlatDocuments.IsAskedFor(context)
            ? flat.ReadingsAsync(context)
            : JsonAnswer.WriteAsync(context, ReadingsDocument.Of(readings.Current, time.GetUtcNow()), NodeJson.Default.ReadingsDocument));
        endpoints.MapGet("/api/nodes", context => JsonAnswer.WriteAsync(context, nodes.Current, NodeJson.Default.IReadOnlyListNodeDocument));
        endpoints.MapGet("/api/sensors", context => JsonAnswer.WriteAsync(context, sensors.Current, NodeJson.Default.IReadOnlyListSensorDocument));
        endpoints.MapGet("/api/plugins", context => JsonAnswer.WriteAsync(context, plugins.Documents, NodeJson.Default.IReadOnlyListPluginDocument));
        endpoints.MapGet("/api/plugins/{id}/bus", bus.AnswerAsync);
        endpoints.MapCommand("/api/plugins/{id}/restart", RestartAsync);
        endpoints.MapGet("/api/history", history.AnswerAsync);
        endpoints.MapGet("/api/logs", context => FlatDocuments.IsAskedFor(context) ? flat.LogsAsync(context) : logs.AnswerAsync(context));
        flat.Map(endpoints);
        endpoints.MapGet("/api/events", events.AnswerAsync);
        endpoints.MapGet("/api/dashboard", async context => await JsonAnswer.WriteAsync(context, await dashboard.LookAsync(context.RequestAborted).ConfigureAwait(false), RelaxedJson.Default.DashboardDocument).ConfigureAwait(false));
        endpoints.MapGet("/api/dashboard/page", wholePage.AnswerAsync);
        buzzer.Map(endpoints);
        relays.Map(endpoints);
        actions.Map(endpoints);
        fan.Map(endpoints);
        endpoints.MapGet("/healthz", async context => await WriteAsync(context, await health.CheckAsync().ConfigureAwait(false)).ConfigureAwait(false));
        endpoints.MapGet("/readyz", async context => await WriteAsync(context, await health.CheckReadinessAsync().ConfigureAwait(false)).ConfigureAwait(false));
    }

    // The body, if there is one, says nothing and is not read; the server bounds what it skips.
    private async Task RestartAsync(HttpContext context)
    {
        var node = RequestQuery.Text(context, "node");
        var id = (string)context.Request.RouteValues["id"]!;
        var outcome = await commands.RestartAsync(node, id, context.RequestAborted).ConfigureAwait(false);
        if (outcome.Plugin is null)
        {
            await Problems.WriteAsync(context, outcome.Status, outcome.Problem).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = outcome.Status;
        await JsonAnswer.WriteAsync(context, outcome.Plugin, NodeJson.Default.PluginDocument).ConfigureAwait(false);
    }

    private static Task WriteAsync(HttpContext context, HealthDocument document)
    {
        context.Response.StatusCode = document.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return JsonAnswer.WriteAsync(context, document, NodeJson.Default.HealthDocument);
    }
}
