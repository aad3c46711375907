using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>The body of a push in memory, unpacked, bounded in size and in time. Give it back when it is read.</summary>
internal sealed class PushBody : IDisposable
{
    /// <summary>How long a body may take to come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const int FirstBytes = 16 * 1024;
    private const int FramingBytes = 128 * 1024;

    private byte[] _bytes = [];
    private int _length;

    private PushBody()
    {
    }

    /// <summary>What came.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>The first byte that is no white space; 0 when there is none.</summary>
    public byte First => Bytes.Span.TrimStart(" \t\r\n"u8) is [var first, ..] ? first : (byte)0;

    /// <summary>Reads a body to its end.</summary>
    /// <param name="context">The request.</param>
    /// <param name="time">Bounds the time.</param>
    /// <exception cref="BadHttpRequestException">It is too long, too slow, packed in a way that nobody knows or badly, or no JSON by its header.</exception>
    public static async Task<PushBody> ReadAsync(HttpContext context, TimeProvider time)
    {
        RequireJson(context.Request);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bound)
        {
            // The server counts what stands between the pieces of a body too. What is read is counted below.
            bound.MaxRequestBodySize = PushRules.MaxBytes + FramingBytes;
        }

        if (context.Request.ContentLength > PushRules.MaxBytes)
        {
            throw TooLong();
        }

        var body = new PushBody();
        using var waiting = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, context.RequestAborted);
        try
        {
            using var unpacking = Unpacking(context.Request);
            await body.FillAsync(unpacking ?? context.Request.Body, either.Token).ConfigureAwait(false);
            return body;
        }
        catch (OperationCanceledException) when (waiting.IsCancellationRequested)
        {
            body.Dispose();
            throw new BadHttpRequestException($"The body did not come within {Patience.TotalSeconds} s.", StatusCodes.Status408RequestTimeout);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or InvalidOperationException)
        {
            // So the streams that unpack say that what they read is not packed.
            body.Dispose();
            throw new BadHttpRequestException("The body is not packed as Content-Encoding says.");
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        (_bytes, _length) = ([], 0);
    }

    private static void RequireJson(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException("The body of a push is JSON: Content-Type: application/json.", StatusCodes.Status415UnsupportedMediaType);
        }
    }

    private static Stream? Unpacking(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "" or "identity" => null,
        "gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        "br" => new BrotliStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        _ => throw new BadHttpRequestException("Content-Encoding of a push is gzip, br or none.", StatusCodes.Status415UnsupportedMediaType),
    };

    private static BadHttpRequestException TooLong() =>
        new($"The body is longer than {PushRules.MaxBytes} bytes, or becomes so when it is unpacked.", StatusCodes.Status413PayloadTooLarge);

    // Room grows with what came, not with what a header promises.
    private async Task FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _bytes.Length)
            {
                Grow();
            }

            var read = await stream.ReadAsync(_bytes.AsMemory(_length), cancellationToken).ConfigureAwait(false);
            _length += read;
            if (read == 0)
            {
                return;
            }

            if (_length > PushRules.MaxBytes)
            {
                throw TooLong();
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBytes, _bytes.Length * 2));
        Bytes.CopyTo(larger);
        var length = _length;
        Dispose();
        (_bytes, _length) = (larger, length);
    }
}
