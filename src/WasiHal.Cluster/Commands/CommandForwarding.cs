using System.Text;
using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Intake;

namespace WasiHal.Cluster.Commands;

/// <summary>
/// Goes before a route that does something: the node that is meant may be another one, and then it is had to do it. Without
/// <c>?node=</c> it is the only one that has what is asked for.
/// </summary>
internal sealed class CommandForwarding(NodeDirectory nodes, CommandRoutes own, CommandDesk? desk = null, KnownNodes? known = null)
{
    /// <summary>The outcome of what may have been done.</summary>
    public const string Unknown = "unknown";

    private const int MaxBodyBytes = 32 * 1024;
    private const string NotBegun = "not-begun";

    /// <summary>Puts the choice before a route of this node.</summary>
    public RequestDelegate Before(RequestDelegate route) => context =>
        desk is not null && Meant(context, desk) is { } node && node != nodes.Own ? ForwardAsync(context, desk, node) : route(context);

    // Null for this node, which then also says what is wrong.
    private string? Meant(HttpContext context, CommandDesk commands)
    {
        if (RequestQuery.Text(context, "node") is { } named)
        {
            return known?.Has(named) == true ? named : null;
        }

        var route = context.Request.Path.Value!;

        // Whoever asks for commands and never pushed is no node that anybody means without naming it.
        string[] others = [.. commands.NodesWith(route).Where(node => known?.Has(node) == true)];
        if (others.Length == 0)
        {
            return null;
        }

        string[] candidates = [.. own.Current.Contains(route) ? [nodes.Own] : Array.Empty<string>(), .. others];
        return candidates is [var only] ? only : throw new BadHttpRequestException($"Several nodes have {route}: say which by ?node=. There are: {string.Join(", ", candidates)}.", StatusCodes.Status409Conflict);
    }

    private static async Task ForwardAsync(HttpContext context, CommandDesk commands, string node)
    {
        if (!commands.IsThere(node))
        {
            await Problems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"{node} is not connected at present. Nothing was done.", NotBegun).ConfigureAwait(false);
            return;
        }

        var body = await ReadAsync(context).ConfigureAwait(false);
        var query = QueryString.Create(context.Request.Query.Where(parameter => parameter.Key != "node").SelectMany(parameter => parameter.Value, (parameter, value) => KeyValuePair.Create(parameter.Key, value)));
        var result = await commands.SendAsync(node, CommandPath.Of(context.Request.Path, query), body, context.RequestAborted).ConfigureAwait(false);
        switch (result.Kind)
        {
            case CommandResultKind.Answered:
                context.Response.StatusCode = result.Status;
                context.Response.ContentType = result.Status < StatusCodes.Status400BadRequest ? "application/json" : "application/problem+json";
                context.Response.Headers.CacheControl = "no-store";
                await context.Response.Body.WriteAsync(result.Body, context.RequestAborted).ConfigureAwait(false);
                return;
            case CommandResultKind.NotBegun:
                await Problems.WriteAsync(context, StatusCodes.Status504GatewayTimeout, $"{node} did not begin it, and will not do it any more. Asking again is safe.", NotBegun).ConfigureAwait(false);
                return;
            default:
                await Problems.WriteAsync(context, StatusCodes.Status504GatewayTimeout, $"{node} began it and has not said how it went. Whether it was done is not known.", Unknown).ConfigureAwait(false);
                return;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var body = await RequestBody.ReadObjectAsync(context, MaxBodyBytes).ConfigureAwait(false);
        return body.EnumerateObject().Any() ? Encoding.UTF8.GetBytes(body.GetRawText()) : default;
    }
}
