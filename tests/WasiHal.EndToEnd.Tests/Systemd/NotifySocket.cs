using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace WasiHal.EndToEnd.Tests.Systemd;

/// <summary>The socket at which systemd listens to what its services say.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly ConcurrentQueue<string> _heard = [];

    /// <summary>Listens.</summary>
    /// <param name="path">Where.</param>
    public NotifySocket(string path)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        _ = ListenAsync();
    }

    /// <summary>Every message so far.</summary>
    public IReadOnlyList<string> Heard => [.. _heard];

    /// <summary>Waits until it was said so often.</summary>
    public async Task UntilAsync(string message, int times, TimeSpan within, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        while (_heard.Count(heard => heard == message) < times)
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < within, $"'{message}' was not said {times} times within {within}, but: {string.Join(" | ", _heard)}");
            await Task.Delay(20, cancellationToken);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task ListenAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                _heard.Enqueue(Encoding.UTF8.GetString(buffer, 0, await _socket.ReceiveAsync(buffer)));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
