using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace WasiHal.Cluster.Commands;

/// <summary>Maps routes that do something.</summary>
internal static class CommandRegistration
{
    /// <summary>Maps one: it may be meant for another node, and a hub may have this one use it.</summary>
    public static void MapCommand(this IEndpointRouteBuilder endpoints, string pattern, RequestDelegate route) =>
        endpoints.MapPost(pattern, endpoints.ServiceProvider.GetRequiredService<CommandForwarding>().Before(route)).WithMetadata(CommandRoute.Mark);
}
