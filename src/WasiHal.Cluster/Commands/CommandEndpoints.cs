using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Security;

namespace WasiHal.Cluster.Commands;

/// <summary><c>POST /api/commands/next</c>, <c>…/{id}/begin</c>, <c>…/{id}/decline</c> and <c>…/{id}/result</c>: what spokes ask a hub.</summary>
internal sealed class CommandEndpoints(PushAccess access, CommandDesk desk, IHostApplicationLifetime lifetime, ILogger<CommandEndpoints> logger)
{
    private const int MaxBodyBytes = 64 * 1024;

    // What a node's routes answer. Another status, such as 401, would mean something else to whoever asked the hub.
    private static readonly HashSet<int> Statuses = [200, 202, 400, 403, 404, 409, 413, 500, 502, 503, 504];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(NodeRoutes.Commands + "/next", NextAsync);
        endpoints.MapPost(NodeRoutes.Commands + "/{id}/begin", BeginAsync);
        endpoints.MapPost(NodeRoutes.Commands + "/{id}/decline", DeclineAsync);
        endpoints.MapPost(NodeRoutes.Commands + "/{id}/result", ResultAsync);
    }

    private async Task NextAsync(HttpContext context)
    {
        var (node, body) = await ReadAsync(context, "node", "accepts").ConfigureAwait(false);
        var accepts = Accepts(body);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            if (await desk.NextAsync(node, accepts, access.IsProven(context, node) ? null : SenderAddress.Group(SenderAddress.Of(context)), either.Token).ConfigureAwait(false) is { } offer)
            {
                await JsonAnswer.WriteAsync(context, offer, NodeJson.Default.CommandOffer).ConfigureAwait(false);
                return;
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The hub stops.
        }
        catch (SupersededException superseded)
        {
            throw new BadHttpRequestException($"{node}: {superseded.Message}", StatusCodes.Status409Conflict);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task BeginAsync(HttpContext context)
    {
        var (node, _) = await ReadAsync(context, "node").ConfigureAwait(false);
        var id = (string)context.Request.RouteValues["id"]!;
        if (desk.TryBegin(id, node) is not { } left)
        {
            throw new BadHttpRequestException("There is no such command to begin: it was begun already, or it is too late.", StatusCodes.Status410Gone);
        }

        Log.CommandBegun(logger, node, id);
        await JsonAnswer.WriteAsync(context, new((int)left.TotalMilliseconds), NodeJson.Default.CommandLeave).ConfigureAwait(false);
    }

    private async Task DeclineAsync(HttpContext context)
    {
        var (node, _) = await ReadAsync(context, "node").ConfigureAwait(false);
        var id = (string)context.Request.RouteValues["id"]!;
        if (!desk.TryDecline(id, node))
        {
            throw NobodyWaits();
        }

        Log.CommandDeclined(logger, node, id);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task ResultAsync(HttpContext context)
    {
        var (node, body) = await ReadAsync(context, "node", "status", "body").ConfigureAwait(false);
        if (RequestBody.Number(body, "status", 200, 599) is not { } status)
        {
            throw new BadHttpRequestException("status is missing: a whole number, 200 to 599.");
        }

        // What the spoke's route answered is JSON; anything else does not get through the hub to a browser.
        var answer = body.TryGetProperty("body", out var value) ? Encoding.UTF8.GetBytes(value.GetRawText()) : "{}"u8.ToArray();
        if (!desk.TryEnd((string)context.Request.RouteValues["id"]!, node, new(CommandResultKind.Answered, Statuses.Contains(status) ? status : StatusCodes.Status502BadGateway, answer)))
        {
            throw NobodyWaits();
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static BadHttpRequestException NobodyWaits() => new("Nobody waits for that any more.", StatusCodes.Status410Gone);

    private async Task<(string Node, JsonElement Body)> ReadAsync(HttpContext context, params string[] members)
    {
        access.RequireSender(context);
        var body = await RequestBody.ReadObjectAsync(context, MaxBodyBytes).ConfigureAwait(false);
        RequestBody.Accept(body, members);
        var node = body.TryGetProperty("node", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (!PushRules.IsNode(node))
        {
            throw new BadHttpRequestException("node is missing, or is no id of a node.");
        }

        access.RequireNode(context, node);
        return (node, body);
    }

    private static HashSet<string> Accepts(JsonElement body)
    {
        if (!body.TryGetProperty("accepts", out var list))
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > CommandRoutes.Most || list.EnumerateArray().Any(route => route.ValueKind != JsonValueKind.String || route.GetString()!.Length > CommandRoutes.Longest))
        {
            throw new BadHttpRequestException($"accepts is not a list of up to {CommandRoutes.Most} texts of up to {CommandRoutes.Longest} characters.");
        }

        return [.. list.EnumerateArray().Select(route => route.GetString()!)];
    }
}
