using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Commands;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Actuation;

/// <summary><c>POST /api/fan/test</c>: the relay named fan is on for ten seconds.</summary>
internal sealed class FanEndpoints(IBoard board, NodeDirectory nodes, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<FanEndpoints> logger)
{
    /// <summary>The route.</summary>
    public const string TestPath = "/api/fan/test";

    /// <summary>How long it is on.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapCommand(TestPath, TestAsync);

    private async Task TestAsync(HttpContext context)
    {
        RequestQuery.Accept(context, "node");
        var node = nodes.Require(context);
        var name = board.Relays.Find(RelayNames.Fan)
            ?? throw new BadHttpRequestException("There is no relay named fan here.", StatusCodes.Status404NotFound);
        HardwareProblems.Use(() =>
        {
            if (board.Relays.Get(name))
            {
                throw new BadHttpRequestException("The fan runs already.", StatusCodes.Status409Conflict);
            }

            board.Relays.Set(name, true);
            return true;
        });
        Log.RelaySet(logger, name, "on");
        _ = EndAsync(name);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await JsonAnswer.WriteAsync(context, new(node, name, true), NodeJson.Default.RelayDocument).ConfigureAwait(false);
    }

    // Also when the node stops before.
    private async Task EndAsync(string name)
    {
        await Task.Delay(Length, time, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            board.Relays.Set(name, false);
            Log.RelaySet(logger, name, "off");
        }
        catch (HardwareException failure)
        {
            Log.FanStaysOn(logger, failure);
        }
    }
}
