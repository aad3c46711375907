using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Commands;

/// <summary>
/// Asks the hub what this spoke is to do, and does it: only with the hub's leave, only within the time that the leave gives,
/// measured by this spoke's own clock from when it asked for it. Anything else is not done.
/// </summary>
internal sealed class CommandLoop(
    CommandExecution execution,
    CommandRoutes routes,
    HubTrust trust,
    IOptions<SpokeOptions> spoke,
    IOptions<NodeOptions> node,
    TimeProvider time,
    Random random,
    ILogger<CommandLoop> logger) : BackgroundService
{
    /// <summary>How often the result of a command is told before it is given up.</summary>
    public const int Tellings = 5;

    /// <summary>Commands that are done at once.</summary>
    public const int AtOnce = 4;

    private static readonly TimeSpan BetweenTellings = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _room = new(AtOnce, AtOnce);

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

        var backoff = new Backoff(random);
        using var hub = new HubConnection(time, trust.Tls, isTraced: false);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var isTaken = await NextAsync(hub, push, stoppingToken).ConfigureAwait(false);
                if (isTaken)
                {
                    backoff.Reset();
                    continue;
                }
            }
            catch (HubUnreachableException)
            {
                // The pusher tells of it.
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The one broad catch of this loop: a fault of the node's must not end the asking for good.
                Log.CommandFailed(logger, fault);
            }

            await Task.Delay(backoff.Next(null), time, stoppingToken).ConfigureAwait(false);
        }
    }

    // Whoever stands between could otherwise have this node do anything.
    private bool MayObey(Uri push) => (trust.Hub is not null && push.Scheme == Uri.UriSchemeHttps) || push.IsLoopback;

    private async Task<bool> NextAsync(HubConnection hub, Uri push, CancellationToken stopping)
    {
        // A slow one must not make the next one late; with no room left nothing is asked for.
        await _room.WaitAsync(stopping).ConfigureAwait(false);
        CommandOffer? work = null;
        try
        {
            (var isTaken, work) = await BeginAsync(hub, push, stopping).ConfigureAwait(false);
            return isTaken;
        }
        finally
        {
            if (work is null)
            {
                _room.Release();
            }
            else
            {
                _ = DoAsync(hub, push, work, stopping);
            }
        }
    }

    private async Task<(bool IsTaken, CommandOffer? Work)> BeginAsync(HubConnection hub, Uri push, CancellationToken stopping)
    {
        var asked = await SendAsync(hub, push, "next", JsonSerializer.SerializeToUtf8Bytes(new(node.Value.NodeId, [.. routes.Current]), NodeJson.Default.CommandQuestion), stopping).ConfigureAwait(false);
        if (asked.Status == (int)HttpStatusCode.NoContent)
        {
            return (true, null);
        }

        if (asked.Status != (int)HttpStatusCode.OK || Read(asked, NodeJson.Default.CommandOffer) is not { Path: not null, Body: not null } offer || !IsId(offer.Id))
        {
            return (false, null);
        }

        var begin = time.GetTimestamp();
        var given = await SendAsync(hub, push, $"{offer.Id}/begin", JsonSerializer.SerializeToUtf8Bytes(new(node.Value.NodeId, null), NodeJson.Default.CommandQuestion), stopping).ConfigureAwait(false);
        if (given.Status != (int)HttpStatusCode.OK || Read(given, NodeJson.Default.CommandLeave) is not { } leave || time.GetElapsedTime(begin).TotalMilliseconds >= leave.LeftMilliseconds)
        {
            Log.CommandTooLate(logger, offer.Id);
            return (given.Status is (int)HttpStatusCode.OK or (int)HttpStatusCode.Gone, null);
        }

        return (true, offer);
    }

    private async Task DoAsync(HubConnection hub, Uri push, CommandOffer offer, CancellationToken stopping)
    {
        try
        {
            Log.CommandDone(logger, offer.Path.Split('?')[0]);
            var (status, body) = await RunAsync(offer, stopping).ConfigureAwait(false);
            var told = await TellAsync(hub, push, offer.Id, status, body, stopping).ConfigureAwait(false);
            if (told is (int)HttpStatusCode.BadRequest or (int)HttpStatusCode.RequestEntityTooLarge)
            {
                var problem = CommandExecution.Problem((int)HttpStatusCode.BadGateway, $"It was done, with status {status}, and its answer is none that can be passed on.");
                await TellAsync(hub, push, offer.Id, problem.Status, problem.Body, stopping).ConfigureAwait(false);
            }
        }
        catch (HubUnreachableException)
        {
            // The hub says that it does not know how it went.
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            // The one broad catch of a command: what it met must not end the others.
            Log.CommandFailed(logger, fault);
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task<(int Status, byte[] Body)> RunAsync(CommandOffer offer, CancellationToken stopping)
    {
        try
        {
            return await execution.RunAsync(offer.Path, System.Text.Encoding.UTF8.GetBytes(offer.Body), stopping).ConfigureAwait(false);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            // The one broad catch of what is done: whoever asked is told that it failed, as by the node's own page.
            Log.CommandFailed(logger, fault);
            return CommandExecution.Problem((int)HttpStatusCode.InternalServerError, "The log of the node says more.");
        }
    }

    private async Task<int> TellAsync(HubConnection hub, Uri push, string id, int status, byte[] body, CancellationToken stopping)
    {
        using var document = JsonDocument.Parse(body.Length == 0 ? "{}"u8.ToArray() : body);
        var result = JsonSerializer.SerializeToUtf8Bytes(new(node.Value.NodeId, status, document.RootElement), NodeJson.Default.CommandReport);
        for (var telling = 1; ; telling++)
        {
            try
            {
                return (await SendAsync(hub, push, $"{id}/result", result, stopping).ConfigureAwait(false)).Status;
            }
            catch (HubUnreachableException) when (telling < Tellings)
            {
                await Task.Delay(BetweenTellings, time, stopping).ConfigureAwait(false);
            }
        }
    }

    private static async Task<HubAnswer> SendAsync(HubConnection hub, Uri push, string path, byte[] json, CancellationToken stopping)
    {
        using var body = new PushBody(json, encoding: null);
        return await hub.SendAsync(new Uri(push, $"{NodeRoutes.Commands}/{path}"), body, stopping).ConfigureAwait(false);
    }

    private static T? Read<T>(HubAnswer answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return answer.MediaType == "application/json" ? JsonSerializer.Deserialize(answer.Body.Span, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsId(string? id) => id is { Length: 32 } && id.All(char.IsAsciiHexDigitLower);
}
