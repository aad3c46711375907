using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace WasiHal.Cluster.Http;

/// <summary>
/// Answers only those who mean this node. A page of somebody else's can have its own name resolve to 127.0.0.1 and then
/// counts as same-origin in the browser; its Host header gives it away. Its requests to our name carry its Origin, and
/// what changes something is refused also when only Sec-Fetch-Site tells that another site's page asks.
/// </summary>
internal sealed class RequestOrigin(RequestDelegate next, ILogger<RequestOrigin> logger, SecurityOptions options, IOptions<PresenceOptions> names, PushAccess? pushes = null)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var mayBeElsewhere = (PushAccess.IsPush(request) && pushes?.IsOpen == true) || (request.IsHttps && options.AllowRemote);
        if (!IsThisMachine(request.Host) && !(mayBeElsewhere && request.Host.HasValue && OwnNames.Is(request.Host.Host, names.Value)))
        {
            Log.HostRefused(logger, request.Host.Value ?? "");
            return Problems.WriteAsync(context, StatusCodes.Status400BadRequest, mayBeElsewhere
                ? $"The Host header must name this machine: its address, {Environment.MachineName}, {Environment.MachineName}.local, or a name in hub.host_names."
                : "The Host header must name this machine: localhost, 127.0.0.1 or [::1].");
        }

        if (request.Headers.Origin is { Count: > 0 } origin && !IsSame(origin, $"{request.Scheme}://{request.Host.Value}"))
        {
            Log.OriginRefused(logger, origin.ToString());
            return Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "The Origin header names another site. Only this node's own page may ask a browser to call it.");
        }

        if (!IsSafe(request.Method) && request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && !IsOwn(site))
        {
            Log.SiteRefused(logger, site.ToString());
            return Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "Sec-Fetch-Site names another site. Only this node's own page may ask a browser to change something.");
        }

        return next(context);
    }

    /// <summary>Whether a method changes nothing.</summary>
    public static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // What a browser says by itself of a request; "none" is somebody who typed the address.
    private static bool IsOwn(StringValues site) => site.Count == 1 && site[0] is "same-origin" or "none";

    private static bool IsThisMachine(HostString host) =>
        host.HasValue
        && (host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host, out var address) && IPAddress.IsLoopback(address)));

    private static bool IsSame(StringValues origin, string own) =>
        origin.Count == 1 && own.Equals(origin[0], StringComparison.OrdinalIgnoreCase);
}
