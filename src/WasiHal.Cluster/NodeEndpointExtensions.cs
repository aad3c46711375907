using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Commands;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Metrics;
using WasiHal.Cluster.Page;
using WasiHal.Cluster.Security;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps what a node serves over HTTP.</summary>
public static class NodeEndpointExtensions
{
    /// <summary>
    /// Maps the page at <c>/</c> with its <c>/assets</c>, <c>/api/readings</c>, <c>/api/nodes</c>, <c>/api/sensors</c>, <c>/api/plugins</c>, <c>/api/history</c>,
    /// <c>/api/logs</c>, <c>/api/events</c>, <c>/api/dashboard</c>, <c>/api/buzzer</c>, <c>/api/relays</c>, of each plugin its <c>bus</c>, <c>actions</c> and
    /// <c>restart</c>, <c>/api/session</c>, <c>/api/password</c>, and <c>/healthz</c> and <c>/readyz</c>, which run every health check of the program, <c>/metrics</c>, and
    /// <c>/openapi/v1.json</c>, which describes all of it; on a hub also <c>/push</c>, <c>/api/enrol</c> and <c>/api/commands</c>.
    /// </summary>
    /// <param name="endpoints">The program's routes; its services come from <c>AddHubClustering()</c>.</param>
    /// <exception cref="WasiHal.ConfigurationException">The configuration is wrong.</exception>
    public static IEndpointRouteBuilder MapWasiHal(this IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<NodeEndpoints>().Map(endpoints);
        endpoints.ServiceProvider.GetRequiredService<SessionEndpoints>().Map(endpoints);
        endpoints.ServiceProvider.GetService<PushEndpoint>()?.Map(endpoints);
        endpoints.ServiceProvider.GetService<EnrolEndpoint>()?.Map(endpoints);
        endpoints.ServiceProvider.GetService<CommandEndpoints>()?.Map(endpoints);
        endpoints.ServiceProvider.GetRequiredService<MetricsEndpoint>().Map(endpoints);
        EmbeddedPage.Map(endpoints);
        return endpoints;
    }
}
