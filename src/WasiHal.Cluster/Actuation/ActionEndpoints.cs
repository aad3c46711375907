using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Commands;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Actuation;

/// <summary><c>GET /api/plugins/{id}/actions</c> and <c>POST /api/plugins/{id}/actions/{name}</c>.</summary>
internal sealed class ActionEndpoints(IEnumerable<IPluginActions> hosts, PluginCommands commands, NodeDirectory nodes, TimeProvider time, ILogger<ActionEndpoints> logger)
{
    /// <summary>Bytes of an action's arguments.</summary>
    public const int MaxBodyBytes = 32 * 1024;

    /// <summary>How long an answer is waited for. The action goes on all the same.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly JsonDocumentOptions Answers = new() { MaxDepth = 64 };

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/plugins/{id}/actions", ListAsync);
        endpoints.MapCommand("/api/plugins/{id}/actions/{name}", InvokeAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        var (id, host) = Find(context);
        var actions = await AskAsync(id, cancelled => host.ListActionsAsync(id, cancelled), context.RequestAborted).ConfigureAwait(false);
        ActionDocument[] documents =
        [
            .. actions.Select(action => new ActionDocument(
                action.Name,
                action.Title,
                action.ArgumentsSchema.Length == 0 ? null : Parse(id, $"schema of the arguments of {action.Name}", action.ArgumentsSchema))),
        ];
        await JsonAnswer.WriteAsync(context, documents, NodeJson.Default.IReadOnlyListActionDocument).ConfigureAwait(false);
    }

    private async Task InvokeAsync(HttpContext context)
    {
        var (id, host) = Find(context);
        var name = (string)context.Request.RouteValues["name"]!;
        var arguments = await RequestBody.ReadObjectAsync(context, MaxBodyBytes).ConfigureAwait(false);
        Log.ActionAsked(logger, id, RequestQuery.Short(LogLine.Of(name)));
        var answer = await AskAsync(id, cancelled => host.InvokeAsync(id, name, arguments.GetRawText(), cancelled), context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, new(Parse(id, $"answer of {name}", answer)), NodeJson.Default.ActionResultDocument).ConfigureAwait(false);
    }

    private (string Id, IPluginActions Host) Find(HttpContext context)
    {
        RequestQuery.Accept(context, "node");
        nodes.Require(context);
        var id = (string)context.Request.RouteValues["id"]!;
        if (commands.Missing(id) is { } missing)
        {
            throw new BadHttpRequestException(missing.Problem!, missing.Status);
        }

        return commands.Find(id) switch
        {
            _ when hosts.LastOrDefault() is null => throw Conflict("This program shows plugins and cannot call them."),
            { State: not PluginState.Running, LastError: { } error } => throw Conflict($"Plugin {id} does not run: {error.Message}"),
            { State: not PluginState.Running } => throw Conflict($"Plugin {id} does not run."),
            { } plugin when !plugin.Kinds.Contains(PluginKind.Actions) => throw new BadHttpRequestException($"Plugin {id} offers no actions.", StatusCodes.Status404NotFound),
            _ => (id, hosts.Last()),
        };
    }

    private static BadHttpRequestException Conflict(string problem) => new(problem, StatusCodes.Status409Conflict);

    private async Task<T> AskAsync<T>(string id, Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        using var waiting = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, cancellationToken);
        try
        {
            return await ask(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (waiting.IsCancellationRequested)
        {
            throw new BadHttpRequestException($"Plugin {id} has not answered within {Patience.TotalSeconds} s. What was asked for may still be done.", StatusCodes.Status504GatewayTimeout);
        }
        catch (KeyNotFoundException)
        {
            throw new BadHttpRequestException($"There is no plugin {id} here.", StatusCodes.Status404NotFound);
        }
        catch (PluginFailedException failure)
        {
            var status = failure.InnerException is HardwareException refused ? HardwareProblems.StatusOf(refused.Kind) : StatusCodes.Status502BadGateway;
            throw new BadHttpRequestException($"Plugin {id}: {failure.Message}", status, failure);
        }
    }

    private static JsonElement Parse(string id, string what, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Answers);
            return document.RootElement.Clone();
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException($"Plugin {id}: the {RequestQuery.Short(what)} is not JSON: {wrong.Message}", StatusCodes.Status502BadGateway);
        }
    }
}
