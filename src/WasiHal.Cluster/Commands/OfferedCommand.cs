using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Commands;

/// <summary>
/// Something that the hub offers a spoke: it is done only with the hub's leave, only within the time that the leave gives,
/// measured by this spoke's own clock from when it asked for it. Otherwise the hub hears that it is not done.
/// </summary>
internal sealed class OfferedCommand(CommandOffer offer, HubCommands hub, CommandExecution execution, TimeProvider time, ILogger logger)
{
    private long _asked;
    private TimeSpan _leave;

    /// <summary>Whether the hub gave leave.</summary>
    public bool HasLeave => _leave > TimeSpan.Zero;

    /// <summary>Asks for leave.</summary>
    /// <param name="stopping">The node stops.</param>
    /// <returns>Whether the hub may have given it, and so has to hear of the end.</returns>
    public async Task<bool> AskAsync(CancellationToken stopping)
    {
        _asked = time.GetTimestamp();
        try
        {
            var given = await hub.BeginAsync(offer.Id, stopping).ConfigureAwait(false);
            if (given.Status != (int)HttpStatusCode.OK)
            {
                Log.CommandTooLate(logger, offer.Id);
                return false;
            }

            // A hub that gives more than it may is not followed.
            var left = TimeSpan.FromMilliseconds(CommandJson.Read(given, NodeJson.Default.CommandLeave)?.LeftMilliseconds ?? 0);
            _leave = left < CommandDesk.ToBegin ? left : CommandDesk.ToBegin;
        }
        catch (Exception none) when (none is HubUnreachableException or OperationCanceledException)
        {
            // It may have been given, and its answer was lost.
        }

        return true;
    }

    /// <summary>Does it, or not, and tells the hub which.</summary>
    /// <param name="stopping">The node stops: what was not begun never will be.</param>
    /// <param name="telling">Ends the telling.</param>
    /// <exception cref="HubUnreachableException">The hub could not be told.</exception>
    public async Task EndAsync(CancellationToken stopping, CancellationToken telling)
    {
        if (stopping.IsCancellationRequested || time.GetElapsedTime(_asked) >= _leave)
        {
            Log.CommandTooLate(logger, offer.Id);
            await hub.DeclineAsync(offer.Id, telling).ConfigureAwait(false);
            return;
        }

        Log.CommandDone(logger, HubProblem.Line(offer.Path.Split('?')[0]));
        var (status, body) = await RunAsync(stopping).ConfigureAwait(false);
        var told = await hub.EndAsync(offer.Id, status, body, telling).ConfigureAwait(false);
        if (told is (int)HttpStatusCode.BadRequest or (int)HttpStatusCode.RequestEntityTooLarge)
        {
            var problem = CommandExecution.Problem((int)HttpStatusCode.BadGateway, $"It was done, with status {status}, and its answer is none that can be passed on.");
            await hub.EndAsync(offer.Id, problem.Status, problem.Body, telling).ConfigureAwait(false);
        }
    }

    private async Task<(int Status, byte[] Body)> RunAsync(CancellationToken stopping)
    {
        try
        {
            return await execution.RunAsync(offer.Path, Encoding.UTF8.GetBytes(offer.Body), stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return CommandExecution.Problem((int)HttpStatusCode.GatewayTimeout, "The node stops. Whether it was done is not known.", CommandForwarding.Unknown);
        }
        catch (Exception fault)
        {
            // The one broad catch of what is done: whoever asked is told that it failed, as by the node's own page.
            Log.CommandFailed(logger, fault);
            return CommandExecution.Problem((int)HttpStatusCode.InternalServerError, "The log of the node says more.");
        }
    }
}
