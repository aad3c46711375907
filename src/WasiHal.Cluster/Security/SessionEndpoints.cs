using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Security;

/// <summary><c>/api/session</c> and <c>/api/password</c>: a browser signs in and out.</summary>
internal sealed class SessionEndpoints(OperatorPassword password, OperatorSessions sessions, AttemptBounds attempts, SecurityOptions options, SessionCookie cookie, ILogger<SessionEndpoints> logger)
{
    /// <summary>Where a browser signs in.</summary>
    public const string Path = "/api/session";

    /// <summary>What carries a session's token.</summary>
    public const string TokenHeader = "X-WasiHal-Token";

    private const int MaxBodyBytes = 2048;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, context => AnswerAsync(context, sessions.Find(cookie.Read(context))));
        endpoints.MapPost(Path, SignInAsync);
        endpoints.MapDelete(Path, SignOutAsync);
        endpoints.MapPut("/api/password", ChangeAsync);
    }

    /// <summary>Answers whoever guessed too often.</summary>
    public static Task TooMany(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Problems.WriteAsync(context, StatusCodes.Status429TooManyRequests, "There were too many wrong attempts. Try again in a minute.");
    }

    private async Task SignInAsync(HttpContext context)
    {
        var given = await ReadAsync(context, "password").ConfigureAwait(false);
        if (!password.Exists)
        {
            await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "This node has no password yet: the program's --password makes one.").ConfigureAwait(false);
            return;
        }

        if (!await IsRightAsync(context, given[0]).ConfigureAwait(false))
        {
            return;
        }

        var (id, session) = sessions.Begin();
        cookie.Write(context, id);
        Log.SignedIn(logger, SenderAddress.Of(context).ToString());
        await AnswerAsync(context, session).ConfigureAwait(false);
    }

    private Task SignOutAsync(HttpContext context)
    {
        // The route is open to everybody, so that this is where the token is asked for.
        if (cookie.Read(context) is { } id && sessions.Find(id) is { } session && context.Request.Headers[TokenHeader] == session.Token)
        {
            sessions.End(id);
            cookie.Clear(context);
        }

        return AnswerAsync(context, null);
    }

    private async Task ChangeAsync(HttpContext context)
    {
        var given = await ReadAsync(context, "old", "new").ConfigureAwait(false);
        if (given[1].Length is < OperatorPassword.Shortest or > OperatorPassword.Longest)
        {
            throw new BadHttpRequestException($"new is not {OperatorPassword.Shortest} to {OperatorPassword.Longest} characters long.");
        }

        if (!OperatorPassword.CanBe(given[1]))
        {
            throw new BadHttpRequestException("new has a character U+0000, which no password may have.");
        }

        if (!await IsRightAsync(context, given[0]).ConfigureAwait(false))
        {
            return;
        }

        password.Change(given[1]);
        sessions.EndAll();
        cookie.Clear(context);
        Log.PasswordChanged(logger, SenderAddress.Of(context).ToString());
        await AnswerAsync(context, null).ConfigureAwait(false);
    }

    // Writes the answer when it is not.
    private async Task<bool> IsRightAsync(HttpContext context, string given)
    {
        var address = SenderAddress.Of(context);
        if (attempts.Wait(address) is { } wait)
        {
            await TooMany(context, wait).ConfigureAwait(false);
            return false;
        }

        attempts.Count(address);
        if (await password.IsRightAsync(given, context.RequestAborted).ConfigureAwait(false))
        {
            attempts.GiveBack(address);
            return true;
        }

        Log.SignInRefused(logger, address.ToString());
        await Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, "The password is wrong.").ConfigureAwait(false);
        return false;
    }

    private static async Task<string[]> ReadAsync(HttpContext context, params string[] names)
    {
        // A form of another site's page can send anything but this.
        if (!context.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException("The body is JSON: Content-Type: application/json.", StatusCodes.Status415UnsupportedMediaType);
        }

        var body = await RequestBody.ReadObjectAsync(context, MaxBodyBytes).ConfigureAwait(false);
        RequestBody.Accept(body, names);
        return [.. names.Select(name => RequestBody.Text(body, name))];
    }

    private Task AnswerAsync(HttpContext context, OperatorSession? session)
    {
        var isNeeded = !options.IsOpenTo(SenderAddress.Of(context));
        return JsonAnswer.WriteAsync(context, new(session is not null, isNeeded, session?.Token), NodeJson.Default.SessionDocument);
    }
}
