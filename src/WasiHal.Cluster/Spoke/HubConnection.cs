using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using WasiHal.Cluster.Telemetry;

namespace WasiHal.Cluster.Spoke;

/// <summary>
/// Carries pushes to the hub and answers back. What answers there may be anybody: nothing is followed, kept or waited for
/// without a bound. Safe from any thread.
/// </summary>
internal sealed class HubConnection(TimeProvider time, SslClientAuthenticationOptions? pin = null, bool isTraced = true) : IDisposable
{
    /// <summary>Bytes of an answer.</summary>
    public const int MaxAnswerBytes = 64 * 1024;

    /// <summary>Time that a push may take, with its answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        SslOptions = pin ?? new(),
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        MaxConnectionsPerServer = 2,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 0,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends a push.</summary>
    /// <param name="address">The hub's.</param>
    /// <param name="body">The push.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="patience">Time that it may take, with its answer; null for <see cref="Patience"/>.</param>
    /// <exception cref="HubUnreachableException">No whole answer came.</exception>
    public async Task<HubAnswer> SendAsync(Uri address, PushBody body, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        using var late = new CancellationTokenSource(patience ?? Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var span = isTraced ? NodeSpans.Push(address) : null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
            request.Headers.Accept.ParseAdd("application/json, application/problem+json");
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            var answer = await ReadAsync(response.Content, either.Token).ConfigureAwait(false);
            span.Answered((int)response.StatusCode);
            return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, RetryAfter(response), answer);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var problem = late.IsCancellationRequested ? $"no answer within {(patience ?? Patience).TotalSeconds} s" : "no connection within 10 s";
            span.Failed(problem);
            throw new HubUnreachableException(problem);
        }
        catch (HttpRequestException failure) when (failure.InnerException is AuthenticationException)
        {
            var problem = pin is null ? "its certificate is not known here: join the hub with --join and a token of Hub --enrol" : "it has not the key of the hub that this spoke joined, or does not speak https";
            span.Failed(problem);
            throw new HubUnreachableException(problem, failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException)
        {
            span.Failed(failure.Message);
            throw new HubUnreachableException(failure.Message, failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(content.Headers.ContentLength ?? MaxAnswerBytes, MaxAnswerBytes) + 1];
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return length <= MaxAnswerBytes ? buffer.AsMemory(0, length) : throw new HubUnreachableException($"the answer is longer than {MaxAnswerBytes} bytes");
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var given = response.Headers.RetryAfter is { } header ? header.Delta ?? (header.Date - time.GetUtcNow()) : null;
        return given is { } wait && wait > TimeSpan.Zero ? wait < LongestRetryAfter ? wait : LongestRetryAfter : null;
    }
}
