using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster;

/// <summary>How a command to a plugin ended.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Plugin">The plugin afterwards, when the command was accepted.</param>
/// <param name="Problem">Why it was not, and what to do.</param>
internal sealed record PluginCommandOutcome(int Status, PluginDocument? Plugin, string? Problem)
{
    public static PluginCommandOutcome Accepted(PluginDocument plugin) => new(StatusCodes.Status202Accepted, plugin, null);

    public static PluginCommandOutcome NotFound(string problem) => new(StatusCodes.Status404NotFound, null, problem);

    public static PluginCommandOutcome Conflict(string problem) => new(StatusCodes.Status409Conflict, null, problem);
}
