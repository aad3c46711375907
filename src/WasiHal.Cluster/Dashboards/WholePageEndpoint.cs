using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Http;

namespace WasiHal.Cluster.Dashboards;

/// <summary>
/// <c>GET /api/dashboard/page</c>: a whole page that a plugin drew, as plugins of the original do, unchecked. So it is
/// answered for a frame of this node's own page and with a policy under which nothing runs, nothing is loaded and no form is sent; its origin is none.
/// </summary>
internal sealed class WholePageEndpoint(DashboardRenderer renderer)
{
    /// <summary>Its own styles and pictures in the text, and nothing else.</summary>
    public const string ContentPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

    /// <summary>Where a page is; another page has another address, so that a frame loads it.</summary>
    public static string AddressOf(string html) => $"/api/dashboard/page?v={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html)))[..16]}";

    public Task AnswerAsync(HttpContext context)
    {
        if (renderer.WholePage is not { } html)
        {
            return Problems.WriteAsync(context, StatusCodes.Status404NotFound, "No plugin drew a whole page: GET /api/dashboard tells what there is.");
        }

        context.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html, context.RequestAborted);
    }
}
