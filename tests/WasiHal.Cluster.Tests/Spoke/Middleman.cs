using System.Net;
using System.Net.Sockets;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>Somebody between a spoke and its hub: hears every byte, can alter one, or answer himself.</summary>
internal sealed class Middleman : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly List<(MemoryStream OfSpoke, MemoryStream OfHub)> _heard = [];
    private readonly int _target;
    private readonly Task _accepting;
    private (long Bytes, bool IsRequest)? _flip;
    private int _flips;

    public Middleman(Uri hub)
    {
        _target = hub.Port;
        _listener.Start();
        Address = new UriBuilder(hub) { Scheme = "https", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>What he does with a connection instead of passing it on; null for passing it on.</summary>
    public Func<Stream, CancellationToken, Task>? Instead { get; set; }

    /// <summary>Bytes that were altered.</summary>
    public int Flips => Volatile.Read(ref _flips);

    /// <summary>What each connection brought from the spoke and from the hub.</summary>
    public IReadOnlyList<(byte[] OfSpoke, byte[] OfHub)> Heard
    {
        get
        {
            lock (_lock)
            {
                return [.. _heard.Select(heard => (heard.OfSpoke.ToArray(), heard.OfHub.ToArray()))];
            }
        }
    }

    /// <summary>Alters one bit, when so many bytes of one direction have passed from now on.</summary>
    public void FlipAfter(long bytes, bool isRequest)
    {
        lock (_lock)
        {
            _flip = (bytes, isRequest);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(TakeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task TakeAsync(TcpClient client)
    {
        using var spoke = client;
        using var hub = new TcpClient();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var heard = (OfSpoke: new MemoryStream(), OfHub: new MemoryStream());
        lock (_lock)
        {
            _heard.Add(heard);
        }

        try
        {
            if (Instead is { } instead)
            {
                await using var stream = new HeardStream(spoke.GetStream(), heard.OfSpoke, _lock);
                await instead(stream, end.Token);
                return;
            }

            await hub.ConnectAsync(IPAddress.Loopback, _target, end.Token);
            await Task.WhenAny(
                CopyAsync(spoke, hub, heard.OfSpoke, isRequest: true, end.Token),
                CopyAsync(hub, spoke, heard.OfHub, isRequest: false, end.Token));
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // One of the ends has gone, or has had enough of it.
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, MemoryStream heard, bool isRequest, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                lock (_lock)
                {
                    heard.Write(buffer, 0, read);
                    Flip(buffer.AsSpan(0, read), isRequest);
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
        {
            // As above.
        }
    }

    private void Flip(Span<byte> bytes, bool isRequest)
    {
        if (_flip is not { } flip || flip.IsRequest != isRequest)
        {
            return;
        }

        if (flip.Bytes >= bytes.Length)
        {
            _flip = (flip.Bytes - bytes.Length, isRequest);
            return;
        }

        bytes[(int)flip.Bytes] ^= 1;
        _flip = null;
        _flips++;
    }

    /// <summary>Keeps what is read of a stream.</summary>
    private sealed class HeardStream(Stream inner, MemoryStream heard, Lock gate) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            lock (gate)
            {
                heard.Write(buffer.Span[..read]);
            }

            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.WriteAsync(buffer, offset, count, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
