using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace WasiHal.Cluster.Security;

/// <summary>The cookie of a session. It has the node's id in its name, because browsers give the cookies of one port to all others of a machine.</summary>
internal sealed class SessionCookie(IOptions<NodeOptions> node)
{
    private string Name => "wasihal-" + node.Value.NodeId;

    /// <summary>The id that a browser sends; null for none.</summary>
    public string? Read(HttpContext context) => context.Request.Cookies[Name];

    /// <summary>Gives a browser its id: for this node's pages alone, for no script, and over https only where it came so.</summary>
    public void Write(HttpContext context, string id) => context.Response.Cookies.Append(Name, id, Options(context));

    /// <summary>Has a browser forget its id.</summary>
    public void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}
