using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace WasiHal.Cluster.Http;

/// <summary>Answers what the flight recorder keeps of a plugin, as a file.</summary>
internal sealed class BusDownload(IEnumerable<IBusRecordings> recordings, PluginCommands commands)
{
    public async Task AnswerAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        if (commands.Missing(id) is { } missing)
        {
            await Problems.WriteAsync(context, missing.Status, missing.Problem).ConfigureAwait(false);
            return;
        }

        if (recordings.LastOrDefault() is not { IsOn: true } recorded)
        {
            await Problems.WriteAsync(context, StatusCodes.Status409Conflict, "Nothing is recorded here: set recorder.transactions to 1 to 100000 and start the node again.").ConfigureAwait(false);
            return;
        }

        if (recorded.Find(id) is not { } recorder)
        {
            await Problems.WriteAsync(context, StatusCodes.Status409Conflict, $"Nothing is recorded of {id}: it has not been started yet.").ConfigureAwait(false);
            return;
        }

        var name = new ContentDispositionHeaderValue("attachment");
        name.SetHttpFileName($"{id}.bus.jsonl");
        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = name.ToString();
        await recorder.WriteToAsync(context.Response.Body, id, context.RequestAborted).ConfigureAwait(false);
    }
}
