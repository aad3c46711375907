using System.Net;
using Microsoft.AspNetCore.Http;

namespace WasiHal.Cluster.Http;

/// <summary>
/// Answers other machines over https alone, and there only when the operator lets them; over http nothing but pushes, from
/// networks that the operator lists. A password or a session never goes over a wire that anybody can read.
/// </summary>
internal sealed class RemoteAccess(RequestDelegate next, SecurityOptions options, PushAccess? pushes = null)
{
    public Task InvokeAsync(HttpContext context)
    {
        var address = SenderAddress.Of(context);
        if (IPAddress.IsLoopback(address) || (context.Request.IsHttps && options.AllowRemote))
        {
            return next(context);
        }

        var isPush = PushAccess.IsPush(context.Request);
        return isPush && pushes?.IsListed(address) == true ? next(context)
            : Problems.WriteAsync(context, StatusCodes.Status403Forbidden, isPush && pushes is not null
                ? PushAccess.Refusal(address)
                : options.AllowRemote
                    ? "Other machines are answered over https:// alone."
                    : $"Other machines are not answered here: {address} is not this machine. The operator can let them in over https with cluster.security.allow_remote = true; without it, open the page on the node itself, or through ssh -L.");
    }
}
