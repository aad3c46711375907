using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Security;

namespace WasiHal.Cluster.Live;

/// <summary><c>GET /api/events</c>: what happens, as it happens.</summary>
internal sealed class EventsEndpoint(LiveEvents live, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<EventsEndpoint> logger)
{
    /// <summary>How long nothing is said at most.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>How long a reader may take to read.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Asking again whether whoever reads still may costs a look at a file.
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    public async Task AnswerAsync(HttpContext context)
    {
        if (!live.TryOpen())
        {
            context.Response.Headers.RetryAfter = "10";
            await Problems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"{LiveEvents.MaxStreams} streams are open, and there are no more. Close a page that shows this node.").ConfigureAwait(false);
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await StreamAsync(context, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader has gone, or the node stops: the answer ends here.
        }
        catch (TimeoutException)
        {
            // Nothing more goes through to it, so it is not told why.
            Log.StreamCutOff(logger, "it does not read");
            context.Abort();
        }
        finally
        {
            live.Close();
        }
    }

    private async Task StreamAsync(HttpContext context, CancellationToken ending)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var last = context.Request.Headers["Last-Event-ID"];
        var (place, isGap) = live.Begin(last.Count == 0 ? null : last[0]);
        var writer = context.Response.BodyWriter;
        EventText.WriteRetry(writer, Retry);
        if (isGap)
        {
            WriteReset(writer, place, "events after the last one that was seen are not kept any more");
        }

        await FlushAsync(writer, ending).ConfigureAwait(false);
        var (right, asked) = (context.Features.Get<RequestRight>(), time.GetTimestamp());
        var events = new List<(long Id, string Name, byte[] Data)>();
        while (true)
        {
            ending.ThrowIfCancellationRequested();
            if (right is not null && time.GetElapsedTime(asked) >= BetweenQuestions)
            {
                if (!right.Holds())
                {
                    Log.StreamCutOff(logger, "the session or token that opened it has ended");
                    return;
                }

                asked = time.GetTimestamp();
            }

            events.Clear();
            if (live.Read(place, events, out var newer) is not { } next)
            {
                WriteReset(writer, live.Begin(null).Place, "the reader is too slow");
                await FlushAsync(writer, ending).ConfigureAwait(false);
                Log.StreamCutOff(logger, "it reads too slowly");
                return;
            }

            foreach (var (id, name, data) in events)
            {
                EventText.Write(writer, live.IdOf(id), name, data);
                await FlushAsync(writer, ending).ConfigureAwait(false);
            }

            place = next;
            if (!await ComesAsync(newer, ending).ConfigureAwait(false))
            {
                EventText.WriteComment(writer);
                await FlushAsync(writer, ending).ConfigureAwait(false);
            }
        }
    }

    private void WriteReset(PipeWriter writer, long place, string reason) =>
        EventText.Write(writer, live.IdOf(place), "reset", JsonSerializer.SerializeToUtf8Bytes(new(reason), RelaxedJson.Default.ResetDocument));

    private async Task<bool> ComesAsync(Task newer, CancellationToken ending)
    {
        try
        {
            await newer.WaitAsync(Heartbeat, time, ending).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task FlushAsync(PipeWriter writer, CancellationToken ending)
    {
        var flushing = writer.FlushAsync(ending);
        if (!flushing.IsCompletedSuccessfully)
        {
            await flushing.AsTask().WaitAsync(Patience, time, ending).ConfigureAwait(false);
        }
    }
}
