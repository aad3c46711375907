using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Commands;

/// <summary>Asks the hub what this spoke is to do, and has it done.</summary>
internal sealed class CommandLoop(
    CommandExecution execution,
    CommandRoutes routes,
    HubRelays relays,
    HubTrust trust,
    IOptions<SpokeOptions> spoke,
    IOptions<NodeOptions> node,
    TimeProvider time,
    Random random,
    ILogger<CommandLoop> logger) : BackgroundService
{
    /// <summary>Commands that are done at once.</summary>
    public const int AtOnce = 4;

    /// <summary>How long a node that stops goes on telling what became of commands.</summary>
    public static readonly TimeSpan LastTelling = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _room = new(AtOnce, AtOnce);
    private readonly OfferedIds _offered = new();
    private bool _isSuperseded;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _room.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (spoke.Value.PushAddress is not { } push || spoke.Value.PushFormat == "flat")
        {
            return;
        }

        if (!MayObey(push))
        {
            Log.CommandsNotTaken(logger, push.GetLeftPart(UriPartial.Authority));
            return;
        }

        using var connection = new HubConnection(time, trust.Tls, isTraced: false);
        using var telling = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var stop = stoppingToken.UnsafeRegister(_ => telling.CancelAfter(LastTelling), null);
        var hub = new HubCommands(connection, push, node.Value.NodeId, time);
        try
        {
            await AskAsync(hub, stoppingToken, telling.Token).ConfigureAwait(false);
        }
        finally
        {
            // What was begun is told, or it is told that it was not.
            for (var ended = 0; ended < AtOnce; ended++)
            {
                await _room.WaitAsync(telling.Token).ConfigureAwait(false);
            }
        }
    }

    // Whoever stands between could otherwise have this node do anything.
    private bool MayObey(Uri push) => (trust.Hub is not null && push.Scheme == Uri.UriSchemeHttps) || push.IsLoopback;

    private async Task AskAsync(HubCommands hub, CancellationToken stopping, CancellationToken telling)
    {
        var backoff = new Backoff(random);
        while (true)
        {
            try
            {
                if (await NextAsync(hub, stopping, telling).ConfigureAwait(false))
                {
                    backoff.Reset();
                    continue;
                }
            }
            catch (HubUnreachableException)
            {
                // The pusher tells of it.
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                // The one broad catch of this loop: a fault of the node's must not end the asking for good.
                Log.CommandFailed(logger, fault);
            }

            // Two with one name would otherwise take each other's place again and again.
            var wait = backoff.Next(null);
            await Task.Delay(_isSuperseded && wait < Backoff.Longest ? Backoff.Longest : wait, time, stopping).ConfigureAwait(false);
        }
    }

    private async Task<bool> NextAsync(HubCommands hub, CancellationToken stopping, CancellationToken telling)
    {
        // A slow one must not make the next one late; with no room left nothing is asked for.
        await _room.WaitAsync(stopping).ConfigureAwait(false);
        Task? work = null;
        try
        {
            var asked = time.GetTimestamp();
            var answer = await hub.NextAsync([.. routes.Current], stopping).ConfigureAwait(false);
            Tell(answer);
            if (answer.Status == (int)HttpStatusCode.NoContent)
            {
                // One that does not wait until there is something, such as a hub that stops, is asked less and less often.
                return time.GetElapsedTime(asked) >= Backoff.First;
            }

            if (Offer(answer) is not { } offer)
            {
                return false;
            }

            var command = new OfferedCommand(offer, hub, execution, time, logger);
            if (!await command.AskAsync(stopping).ConfigureAwait(false))
            {
                return false;
            }

            work = EndAsync(command, stopping, telling);
            return command.HasLeave;
        }
        finally
        {
            if (work is null)
            {
                _room.Release();
            }
        }
    }

    private void Tell(HubAnswer answer)
    {
        if (answer.Status == (int)HttpStatusCode.Conflict && !_isSuperseded)
        {
            Log.CommandsSuperseded(logger, HubProblem.Of(answer));
        }

        _isSuperseded = answer.Status == (int)HttpStatusCode.Conflict || (_isSuperseded && answer.Status is not ((int)HttpStatusCode.OK or (int)HttpStatusCode.NoContent));
        if (answer.Status is (int)HttpStatusCode.OK or (int)HttpStatusCode.NoContent)
        {
            relays.Answered();
        }
    }

    private CommandOffer? Offer(HubAnswer answer)
    {
        if (answer.Status != (int)HttpStatusCode.OK || CommandJson.Read(answer, NodeJson.Default.CommandOffer) is not { Path: not null, Body: not null } offer || !IsId(offer.Id))
        {
            return null;
        }

        if (_offered.TryAdd(offer.Id))
        {
            return offer;
        }

        Log.CommandOfferedTwice(logger, offer.Id);
        return null;
    }

    private async Task EndAsync(OfferedCommand command, CancellationToken stopping, CancellationToken telling)
    {
        try
        {
            await command.EndAsync(stopping, telling).ConfigureAwait(false);
        }
        catch (HubUnreachableException)
        {
            // The hub says that it does not know how it went.
        }
        catch (OperationCanceledException) when (telling.IsCancellationRequested)
        {
            // The node stops, and the hub could not be told in time.
        }
        catch (Exception fault)
        {
            // The one broad catch of a command: what it met must not end the others.
            Log.CommandFailed(logger, fault);
        }
        finally
        {
            _room.Release();
        }
    }

    private static bool IsId(string? id) => id is { Length: 32 } && id.All(char.IsAsciiHexDigitLower);
}
