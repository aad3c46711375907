using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Http;

/// <summary>
/// Answers only those who mean this node. A page of somebody else's can have its own name resolve to 127.0.0.1 and then
/// counts as same-origin in the browser; its Host header gives it away. Its requests to our name carry its Origin.
/// </summary>
internal sealed class RequestOrigin(RequestDelegate next, ILogger<RequestOrigin> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsThisMachine(request.Host))
        {
            Log.HostRefused(logger, request.Host.Value ?? "");
            return Problems.WriteAsync(context, StatusCodes.Status400BadRequest, "The Host header must name this machine: localhost, 127.0.0.1 or [::1].");
        }

        if (request.Headers.Origin is { Count: > 0 } origin && !IsSame(origin, $"{request.Scheme}://{request.Host.Value}"))
        {
            Log.OriginRefused(logger, origin.ToString());
            return Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "The Origin header names another site. Only this node's own page may ask a browser to call it.");
        }

        return next(context);
    }

    private static bool IsThisMachine(HostString host) =>
        host.HasValue
        && (host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host, out var address) && IPAddress.IsLoopback(address)));

    private static bool IsSame(Microsoft.Extensions.Primitives.StringValues origin, string own) =>
        origin.Count == 1 && own.Equals(origin[0], StringComparison.OrdinalIgnoreCase);
}
