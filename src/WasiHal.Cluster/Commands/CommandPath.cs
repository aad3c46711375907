using Microsoft.AspNetCore.Http;

namespace WasiHal.Cluster.Commands;

/// <summary>
/// A route with its parameters on its way from a hub to a spoke: each part of the path is percent-encoded once and decoded once,
/// so that nothing in a name is taken for more of the address.
/// </summary>
internal static class CommandPath
{
    /// <summary>As it is sent.</summary>
    /// <param name="route">The route as the web server decoded it.</param>
    /// <param name="query">The parameters.</param>
    public static string Of(PathString route, QueryString query) => string.Join('/', route.Value!.Split('/').Select(Uri.EscapeDataString)) + query;

    /// <summary>As it was before it was sent.</summary>
    /// <param name="path">What came.</param>
    /// <param name="route">The route.</param>
    /// <param name="query">The parameters.</param>
    /// <returns>False when it is no route of anybody: another host, steps upwards, or a part that was to become several.</returns>
    public static bool TryRead(string path, out PathString route, out QueryString query)
    {
        (route, query) = (default, default);
        var mark = path.IndexOf('?', StringComparison.Ordinal);
        string[] parts = [.. (mark < 0 ? path : path[..mark]).Split('/').Select(Uri.UnescapeDataString)];
        if (parts is not ["", _, ..] || parts[1..].Any(part => part is "" or "." or ".." || part.Contains('/', StringComparison.Ordinal)))
        {
            return false;
        }

        (route, query) = (new(string.Join('/', parts)), mark < 0 ? default : new(path[mark..]));
        return true;
    }
}
