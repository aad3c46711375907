using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace WasiHal.Cluster.Tests.Http;

/// <summary>Every route that a program has mapped, so that no test of all of them forgets a new one.</summary>
internal static class MappedRoutes
{
    /// <summary>Method and address; what stands in braces is some name.</summary>
    public static IReadOnlyList<(string Method, string Path)> Of(IServiceProvider services) =>
    [
        .. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(
                route => route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods,
                (route, method) => (method, "/" + route.RoutePattern.RawText!.TrimStart('/').Replace("{id}", "some", StringComparison.Ordinal).Replace("{name}", "some", StringComparison.Ordinal))),
    ];

    /// <summary>Those that change something, or take what others say.</summary>
    public static IReadOnlyList<(string Method, string Path)> WithBody(IServiceProvider services) => [.. Of(services).Where(route => route.Method is not ("GET" or "HEAD"))];
}
