using System.Net;
using System.Net.Sockets;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>The wire between a spoke and its hub, which can be cut after any byte of either direction, or swallow everything.</summary>
internal sealed class TestWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Uri _target;
    private readonly Task _accepting;
    private int _open;
    private int _cuts;
    private int _connections;
    private volatile Plan? _plan;

    public TestWire(Uri target)
    {
        _target = target;
        _listener.Start();
        Address = new UriBuilder(target) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Connections that are open now.</summary>
    public int Open => Volatile.Read(ref _open);

    public int Connections => Volatile.Read(ref _connections);

    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>Whether nothing goes through, and nobody is told.</summary>
    public bool IsSwallowing { get; set; }

    /// <summary>Cuts a connection once, when so many bytes have passed from now on.</summary>
    public void CutAfter(long bytes, bool isRequest) => _plan = new(bytes, isRequest);

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
                connections.Add(PassAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
                Interlocked.Increment(ref _connections);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var spoke = client;
        using var hub = new TcpClient();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        Interlocked.Increment(ref _open);
        try
        {
            await hub.ConnectAsync(IPAddress.Loopback, _target.Port, _stopping.Token);
            await Task.WhenAny(CopyAsync(spoke, hub, isRequest: true, end.Token), CopyAsync(hub, spoke, isRequest: false, end.Token));
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
        {
            // One of the ends has gone.
        }
        finally
        {
            await end.CancelAsync();
            client.LingerState = new(enable: true, seconds: 0);
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, bool isRequest, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                if (IsSwallowing)
                {
                    continue;
                }

                if (_plan is { } plan && plan.IsRequest == isRequest && plan.Take(read) is { } pass)
                {
                    _plan = null;
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, pass), cancellationToken);
                    await to.GetStream().FlushAsync(cancellationToken);
                    Interlocked.Increment(ref _cuts);
                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
        {
            // As above.
        }
    }

    private sealed class Plan(long bytes, bool isRequest)
    {
        private long _left = bytes;

        public bool IsRequest => isRequest;

        /// <summary>How many of these bytes still pass; null for all of them, and no cut.</summary>
        public int? Take(int read)
        {
            if (_left < read)
            {
                return (int)_left;
            }

            _left -= read;
            return null;
        }
    }
}
