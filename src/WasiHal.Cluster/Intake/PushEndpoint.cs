using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;
using WasiHal.Durable;

namespace WasiHal.Cluster.Intake;

/// <summary><c>POST /push</c>: readings of other nodes, answered 200 only when they are on the disk.</summary>
internal sealed class PushEndpoint(PushAccess access, BatchApplier applier, FlatIntake flat, SpokeLogs logs, IOptions<PresenceOptions> presence, TimeProvider time, ILogger<PushEndpoint> logger)
{
    private readonly PushGate _gate = new(time);
    private readonly Lazy<PushReader> _reader = new(() => new(new(), presence.Value.OfflineAfter.Value));

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost(PushAccess.Path, HandleAsync);

    private async Task HandleAsync(HttpContext context)
    {
        var address = SenderAddress.Of(context);
        access.RequireSender(context);
        var group = SenderAddress.Group(address);
        if (!await _gate.TryEnterAsync(group, context.RequestAborted).ConfigureAwait(false))
        {
            throw Later(context, "Too many pushes are being taken at once.");
        }

        try
        {
            var now = time.GetUtcNow();
            using var body = await PushBody.ReadAsync(context, time).ConfigureAwait(false);
            if (body.First == (byte)'[')
            {
                await flat.TakeAsync(context, body.Bytes, now).ConfigureAwait(false);
            }
            else
            {
                var push = _reader.Value.Read(body.Bytes.Span, now);
                access.RequireNode(context, push.Node);
                await TakeAsync(context, address, push, now).ConfigureAwait(false);
            }
        }
        catch (BadHttpRequestException refused)
        {
            Log.PushRefused(logger, address.ToString(), refused.Message);
            throw;
        }
        catch (DatabaseUnavailableException)
        {
            // The ledger tells why, once. To the sender it is all the same.
            throw Later(context, "The hub cannot write to its disk. Nothing of the push is confirmed.");
        }
        finally
        {
            _gate.Leave(group);
        }
    }

    private async Task TakeAsync(HttpContext context, IPAddress address, CheckedPush push, DateTimeOffset now)
    {
        var rejected = await applier.ApplyAsync(address, new(push.Node, now, push.ClockAhead, StatusAfter(push)), push.Batches).ConfigureAwait(false);
        if (push.Status is { } status)
        {
            logs.Take(push.Node, status);
        }

        BatchName[]? confirmed = push.Batches.Count == 0 ? null : [.. push.Batches.Select(batch => batch.Name!.Value)];
        await JsonAnswer.WriteAsync(context, new(confirmed?[0].Sequence, confirmed, rejected, time.GetUtcNow()), NodeJson.Default.PushAnswer).ConfigureAwait(false);
    }

    // A push tells what waits with its own batches among it. They wait no more when the answer has come.
    private static PushStatus? StatusAfter(CheckedPush push) => push.Status is { } status
        ? status with
        {
            Logs = null,
            WaitingBatches = Math.Max(0, status.WaitingBatches - push.Batches.Count),
            WaitingReadings = Math.Max(0, status.WaitingReadings - push.Batches.Sum(batch => (long)batch.Readings.Length + batch.Rejected)),
        }
        : null;

    // Not all at the same moment.
    private static BadHttpRequestException Later(HttpContext context, string problem)
    {
        context.Response.Headers.RetryAfter = Random.Shared.Next(1, 6).ToString(CultureInfo.InvariantCulture);
        return new(problem, StatusCodes.Status503ServiceUnavailable);
    }
}
