using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Commands;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Actuation;

/// <summary><c>GET /api/relays</c> and <c>POST /api/relays/{name}</c>.</summary>
internal sealed class RelayEndpoints(IBoard board, NodeDirectory nodes, ILogger<RelayEndpoints> logger, HubRelays? ofHub = null)
{
    private const int MaxBodyBytes = 1024;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/relays", ListAsync);
        endpoints.MapCommand("/api/relays/{name}", SetAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        RequestQuery.Accept(context, "node");
        var node = nodes.Require(context);
        var relays = HardwareProblems.Use(() => board.Relays.Names.Select(name => new RelayDocument(node, name, board.Relays.Get(name))).ToArray());
        return JsonAnswer.WriteAsync(context, relays, NodeJson.Default.IReadOnlyListRelayDocument);
    }

    private async Task SetAsync(HttpContext context)
    {
        RequestQuery.Accept(context, "node");
        var node = nodes.Require(context);
        var name = (string)context.Request.RouteValues["name"]!;
        var body = await RequestBody.ReadObjectAsync(context, MaxBodyBytes).ConfigureAwait(false);
        RequestBody.Accept(body, "on");
        if (!body.TryGetProperty("on", out var on) || on.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw new BadHttpRequestException("The body is {\"on\": true} or {\"on\": false}.");
        }

        var known = board.Relays.Find(name) ?? name;
        var isOn = HardwareProblems.Use(() =>
        {
            board.Relays.Set(known, on.GetBoolean());
            return board.Relays.Get(known);
        });
        if (context.Features.Get<ByHub>() is not null)
        {
            ofHub?.Set(known, on.GetBoolean());
        }

        Log.RelaySet(logger, known, isOn ? "on" : "off");
        await JsonAnswer.WriteAsync(context, new(node, known, isOn), NodeJson.Default.RelayDocument).ConfigureAwait(false);
    }
}
