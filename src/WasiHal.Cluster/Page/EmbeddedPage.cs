using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace WasiHal.Cluster.Page;

/// <summary>The page and its assets, and what describes the routes to programs: part of the library, the same bytes for everybody, revalidated by hash.</summary>
internal static class EmbeddedPage
{
    private static readonly (string Route, string Name, string Type)[] Files =
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/assets/page.js", "page.js", "text/javascript; charset=utf-8"),
        ("/assets/page.css", "page.css", "text/css; charset=utf-8"),
        ("/assets/icon.svg", "icon.svg", "image/svg+xml"),
        ("/openapi/v1.json", "openapi.json", "application/json"),
    ];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var (route, name, type) in Files)
        {
            var content = Read(name);
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"";
            endpoints.MapGet(route, context => WriteAsync(context, content, type, tag));
        }
    }

    private static async Task WriteAsync(HttpContext context, byte[] content, string type, string tag)
    {
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(EmbeddedPage).Assembly.GetManifestResourceStream("page/" + name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
