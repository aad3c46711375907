using System.Net;
using System.Net.Http.Headers;

namespace WasiHal.Cluster.Spoke;

/// <summary>The body of a push; knows whether any of it was given to the network.</summary>
internal sealed class PushBody : HttpContent
{
    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>Of these bytes.</summary>
    /// <param name="bytes">JSON, encoded.</param>
    /// <param name="encoding">How; null for not at all.</param>
    public PushBody(ReadOnlyMemory<byte> bytes, string? encoding)
    {
        _bytes = bytes;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (encoding is not null)
        {
            Headers.ContentEncoding.Add(encoding);
        }
    }

    /// <summary>Whether any of it may have reached anybody. Until then there was no connection.</summary>
    public bool HasBegun { get; private set; }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        HasBegun = true;
        await stream.WriteAsync(_bytes, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
