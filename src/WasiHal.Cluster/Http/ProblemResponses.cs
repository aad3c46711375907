using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Http;

/// <summary>Gives every error without a body one, and turns an exception into an answer that tells nothing of the inside.</summary>
internal sealed class ProblemResponses(RequestDelegate next, ILogger<ProblemResponses> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException wrong) when (!context.Response.HasStarted)
        {
            await Problems.WriteAsync(context, wrong.StatusCode, wrong.Message).ConfigureAwait(false);
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody is left to answer.
            return;
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            // The one broad catch of the pipeline: one request that fails must not look like a broken server.
            Log.RequestFailed(logger, context.Request.Method, context.Request.Path, failure);
            context.Response.Headers.Remove("Content-Length");
            await Problems.WriteAsync(context, StatusCodes.Status500InternalServerError, "The log of the node says more.").ConfigureAwait(false);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
        {
            await Problems.WriteAsync(context, context.Response.StatusCode, Detail(context)).ConfigureAwait(false);
        }
    }

    private static string? Detail(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"There is no {context.Request.Path} here.",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Path} takes {context.Response.Headers.Allow}.",
        _ => null,
    };
}
