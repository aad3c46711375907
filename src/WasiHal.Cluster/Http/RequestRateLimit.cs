using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Http;

/// <summary>Answers 429 to whoever asks too often, on every route and before anything of the request is read.</summary>
internal sealed class RequestRateLimit(RequestDelegate next, RequestRates rates, TimeProvider time, ILogger<RequestRateLimit> logger)
{
    private static readonly TimeSpan BetweenTellings = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long? _told;
    private long _untold;

    public Task InvokeAsync(HttpContext context)
    {
        if (rates.Take(context) is not { } wait)
        {
            return next(context);
        }

        Tell(SenderAddress.Of(context));
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Problems.WriteAsync(context, StatusCodes.Status429TooManyRequests, "There are too many requests of this sender. Ask again after the seconds that Retry-After says, and less often.");
    }

    // Whoever floods the node must not flood its log.
    private void Tell(IPAddress address)
    {
        long count;
        lock (_lock)
        {
            _untold++;
            if (_told is { } told && time.GetElapsedTime(told) < BetweenTellings)
            {
                return;
            }

            (count, _untold, _told) = (_untold, 0, time.GetTimestamp());
        }

        Log.RequestsRefused(logger, count, address.ToString());
    }
}
