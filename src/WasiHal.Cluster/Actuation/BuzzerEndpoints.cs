using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Commands;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Actuation;

/// <summary><c>POST /api/buzzer</c> and <c>/api/buzzer/test</c>.</summary>
internal sealed class BuzzerEndpoints(IBoard board, NodeDirectory nodes, ILogger<BuzzerEndpoints> logger)
{
    private const int MaxBodyBytes = 1024;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapCommand("/api/buzzer", async context => await PlayAsync(context, await ReadAsync(context).ConfigureAwait(false)).ConfigureAwait(false));
        endpoints.MapCommand("/api/buzzer/test", context => PlayAsync(context, Tones.Triple));
    }

    private static async Task<Tones> ReadAsync(HttpContext context)
    {
        RequestQuery.Accept(context, "node", "action");
        var action = RequestQuery.Text(context, "action");
        var body = await RequestBody.ReadObjectAsync(context, MaxBodyBytes).ConfigureAwait(false);
        RequestBody.Accept(body, "pattern", "count", "on_ms", "off_ms");
        var ways = (action is null ? 0 : 1) + (body.TryGetProperty("pattern", out var pattern) ? 1 : 0) + (body.TryGetProperty("count", out _) ? 1 : 0);
        if (ways != 1)
        {
            throw new BadHttpRequestException("Say what to play in one way: ?action=beep, beep3 or long; or a body {\"pattern\": \"single\", \"triple\" or \"long\"}; or {\"count\": 1 to 10, \"on_ms\": 10 to 2000, \"off_ms\": 0 to 2000}.");
        }

        if (action is not null)
        {
            return Tones.OfAction(action) ?? throw RequestQuery.Wrong("action", action, "beep, beep3 or long");
        }

        if (pattern.ValueKind != JsonValueKind.Undefined)
        {
            return (pattern.ValueKind == JsonValueKind.String ? Tones.OfPattern(pattern.GetString()) : null)
                ?? throw new BadHttpRequestException($"pattern = {RequestQuery.Short(pattern.GetRawText())} is not \"single\", \"triple\" or \"long\".");
        }

        return new(
            RequestBody.Number(body, "count", 1, 10) ?? 1,
            RequestBody.Number(body, "on_ms", 10, 2000) ?? Tones.Single.OnMs,
            RequestBody.Number(body, "off_ms", 0, 2000) ?? Tones.Single.OffMs);
    }

    private Task PlayAsync(HttpContext context, Tones tones)
    {
        var node = nodes.Require(context);
        HardwareProblems.Use(() =>
        {
            board.Buzzer.Beep(tones.Count, TimeSpan.FromMilliseconds(tones.OnMs), TimeSpan.FromMilliseconds(tones.OffMs));
            return true;
        });
        Log.BuzzerPlays(logger, tones.Count, tones.OnMs);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return JsonAnswer.WriteAsync(context, new(node, tones.Count, tones.OnMs, tones.OffMs), NodeJson.Default.TonesDocument);
    }
}
