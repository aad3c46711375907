using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace WasiHal.Cluster.Http;

/// <summary>Answers documents as JSON.</summary>
internal static class JsonAnswer
{
    /// <summary>Writes one as the whole answer.</summary>
    public static Task WriteAsync<T>(HttpContext context, T document, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.BodyWriter, document, type, context.RequestAborted);
    }
}
