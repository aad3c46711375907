using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace WasiHal.Cluster.Commands;

/// <summary>Maps routes that do something.</summary>
internal static class CommandRegistration
{
    /// <summary>Maps one: it may be meant for another node, and a hub may have this one use it.</summary>
    public static void MapCommand(this IEndpointRouteBuilder endpoints, string pattern, CommandForwarding forwarding, RequestDelegate route) =>
        endpoints.MapPost(pattern, forwarding.Before(route)).WithMetadata(CommandRoute.Mark);
}
