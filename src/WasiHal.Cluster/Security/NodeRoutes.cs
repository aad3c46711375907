using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Http;

namespace WasiHal.Cluster.Security;

/// <summary>What other nodes call. Each of these routes judges by itself who calls; no browser and no password is concerned.</summary>
internal static class NodeRoutes
{
    /// <summary>Where a spoke joins.</summary>
    public const string Enrol = "/api/enrol";

    /// <summary>What a spoke asks for what it is to do.</summary>
    public const string Commands = "/api/commands";

    /// <summary>Whether a request is for one of them.</summary>
    public static bool Is(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && (request.Path.Equals(PushAccess.Path, StringComparison.OrdinalIgnoreCase)
            || request.Path.Equals(Enrol, StringComparison.OrdinalIgnoreCase)
            || request.Path.StartsWithSegments(Commands, StringComparison.OrdinalIgnoreCase));
}
