using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Http;

/// <summary>Answers errors as problem details (RFC 9457).</summary>
internal static class Problems
{
    /// <summary>Writes one as the whole answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">400 or more.</param>
    /// <param name="detail">What is wrong with this request and what to do.</param>
    /// <param name="outcome">What is known of a command to another node; null of every other error.</param>
    public static Task WriteAsync(HttpContext context, int status, string? detail, string? outcome = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        context.Response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : JsonSerializer.SerializeAsync(context.Response.BodyWriter, Of(status, detail) with { Outcome = outcome }, NodeJson.Default.ProblemDocument, context.RequestAborted);
    }

    /// <summary>One as a document.</summary>
    public static ProblemDocument Of(int status, string? detail) => new(ReasonPhrases.GetReasonPhrase(status), status, detail);
}
