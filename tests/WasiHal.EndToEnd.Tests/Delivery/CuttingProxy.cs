using System.Net;
using System.Net.Sockets;

namespace WasiHal.EndToEnd.Tests.Delivery;

/// <summary>A wire between spokes and their hub that breaks: each connection ends after some bytes of one direction, at random.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Random _random;
    private readonly int _target;
    private readonly Task _accepting;
    private int _cuts;

    public CuttingProxy(int target, int seed)
    {
        (_target, _random) = (target, new Random(seed));
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Whether connections are cut; a wire that is whole passes everything.</summary>
    public bool IsBroken { get; set; } = true;

    /// <summary>Connections that were cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

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
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        try
        {
            await hub.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);

            // Answers are some hundred bytes, requests some thousand; a cut in either is as likely.
            var (up, down) = _random.Next(2) == 0 ? (_random.Next(1, 8_000), int.MaxValue) : (int.MaxValue, _random.Next(0, 400));
            await Task.WhenAny(CopyAsync(spoke.GetStream(), hub.GetStream(), up, cut.Token), CopyAsync(hub.GetStream(), spoke.GetStream(), down, cut.Token));
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
        {
            // One of the ends has gone.
        }
        finally
        {
            await cut.CancelAsync();
            client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, int bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        try
        {
            for (var passed = 0; ;)
            {
                var read = await from.ReadAsync(buffer, cancellationToken);
                var pass = IsBroken ? Math.Min(read, bytes - passed) : read;
                await to.WriteAsync(buffer.AsMemory(0, pass), cancellationToken);
                passed += pass;
                if (read == 0 || pass < read || (IsBroken && passed >= bytes))
                {
                    if (read > 0)
                    {
                        Interlocked.Increment(ref _cuts);
                    }

                    return;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
        {
            // As above.
        }
    }
}
