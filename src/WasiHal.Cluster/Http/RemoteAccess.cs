using System.Net;
using Microsoft.AspNetCore.Http;

namespace WasiHal.Cluster.Http;

/// <summary>
/// Answers other machines nothing but pushes, and those only from networks that the operator lists: nobody can prove yet who
/// he is.
/// </summary>
internal sealed class RemoteAccess(RequestDelegate next, PushAccess? pushes = null)
{
    public Task InvokeAsync(HttpContext context)
    {
        var address = SenderAddress.Of(context);
        if (IPAddress.IsLoopback(address))
        {
            return next(context);
        }

        var isPush = PushAccess.IsPush(context.Request);
        return isPush && pushes?.IsListed(address) == true ? next(context)
            : Problems.WriteAsync(context, StatusCodes.Status403Forbidden, isPush
                ? PushAccess.Refusal(address)
                : $"Other machines may push readings here and nothing else: signing in comes with a later release. {address} is not this machine; open the page on the node itself, or through ssh -L.");
    }
}
