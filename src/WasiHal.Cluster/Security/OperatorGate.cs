using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Http;

namespace WasiHal.Cluster.Security;

/// <summary>
/// Lets through who may: whatever changes something needs a browser that is signed in, or a program with a token; from other
/// machines whatever is read does too. What other nodes say is judged where it is taken.
/// </summary>
internal sealed class OperatorGate(RequestDelegate next, OperatorSessions sessions, AccessTokens tokens, AttemptBounds attempts, SecurityOptions options, SessionCookie cookie)
{
    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isSafe = RequestOrigin.IsSafe(request.Method);
        var address = SenderAddress.Of(context);
        if (NodeRoutes.Is(request) || IsForEverybody(request, isSafe) || (isSafe && IPAddress.IsLoopback(address)) || options.IsOpenTo(address))
        {
            return next(context);
        }

        return request.Headers.Authorization is { Count: > 0 } given ? WithToken(context, given.ToString()) : WithSession(context, isSafe);
    }

    // What a browser needs in order to ask for the password.
    private static bool IsForEverybody(HttpRequest request, bool isSafe) =>
        request.Path.Equals(SessionEndpoints.Path, StringComparison.OrdinalIgnoreCase)
        || (isSafe && (request.Path == "/" || request.Path.StartsWithSegments("/assets")));

    private Task WithToken(HttpContext context, string given)
    {
        var address = SenderAddress.Of(context);
        if (attempts.Wait(address) is { } wait)
        {
            return SessionEndpoints.TooMany(context, wait);
        }

        if (given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && given[Scheme.Length..].Trim() is var token && tokens.IsRight(token))
        {
            context.Features.Set(new RequestRight(() => tokens.IsRight(token)));
            return next(context);
        }

        attempts.Count(address);
        return Refuse(context, "The token is none of this node's.");
    }

    private Task WithSession(HttpContext context, bool isSafe)
    {
        var id = cookie.Read(context);
        if (sessions.Find(id) is not { } session)
        {
            return Refuse(context, "Sign in first: with the node's password on its page, or as a program with \"Authorization: Bearer\" and a token. The program's --password and --token make them.");
        }

        context.Features.Set(new RequestRight(() => sessions.IsAlive(id)));
        var token = context.Request.Headers[SessionEndpoints.TokenHeader].ToString();
        return isSafe || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(session.Token))
            ? next(context)
            : Problems.WriteAsync(context, StatusCodes.Status403Forbidden, $"The header {SessionEndpoints.TokenHeader} does not hold this session's token, which GET {SessionEndpoints.Path} answers to this node's own page.");
    }

    private static Task Refuse(HttpContext context, string detail)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"wasihal\"";
        return Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, detail);
    }
}
