using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WasiHal.EndToEnd.Tests.Commands;

/// <summary>A wire between a spoke and its hub that breaks at one point of a command and stays broken until it is mended.</summary>
internal sealed class CommandWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly int _hub;
    private readonly Task _accepting;
    private CancellationTokenSource _broken = new();
    private CutPoint? _point;
    private TaskCompletionSource _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CommandWire(int hub)
    {
        _hub = hub;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Breaks at the next command that comes to a point.</summary>
    /// <returns>Ends when it is broken.</returns>
    public Task CutAt(CutPoint point)
    {
        lock (_lock)
        {
            (_point, _cut) = (point, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return _cut.Task;
        }
    }

    public void Mend()
    {
        lock (_lock)
        {
            _broken.Dispose();
            _broken = new();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
        _broken.Dispose();
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
        client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        CancellationTokenSource ended;
        lock (_lock)
        {
            ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, _broken.Token);
        }

        using (ended)
        {
            try
            {
                await hub.ConnectAsync(IPAddress.Loopback, _hub, ended.Token);
                var asked = "";
                await Task.WhenAny(
                    CopyAsync(spoke.GetStream(), hub.GetStream(), text => asked = text, _ => IsAt(asked, "/begin HTTP", CutPoint.BeforeLeave) || IsAt(asked, "/result HTTP", CutPoint.BeforeResult), _ => false, ended.Token),
                    CopyAsync(hub.GetStream(), spoke.GetStream(), _ => { }, _ => IsAt(asked, "/begin HTTP", CutPoint.InLeave) || IsAt(asked, "/result HTTP", CutPoint.InResult), _ => IsAt(asked, "/begin HTTP", CutPoint.AfterLeave), ended.Token));
            }
            catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
            {
                // One of the ends has gone.
            }
            finally
            {
                await ended.CancelAsync();
            }
        }
    }

    // A request and an answer about a command are short: each comes at once.
    private async Task CopyAsync(NetworkStream from, NetworkStream to, Action<string> see, Func<string, bool> isCutBefore, Func<string, bool> isCutAfter, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                var text = Encoding.Latin1.GetString(buffer, 0, read);
                if (text.StartsWith("POST ", StringComparison.Ordinal))
                {
                    see(text.Split('\r')[0]);
                }

                if (isCutBefore(text))
                {
                    Break();
                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                if (isCutAfter(text))
                {
                    Break();
                    return;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
        {
            // As above.
        }
    }

    private bool IsAt(string asked, string what, CutPoint point)
    {
        lock (_lock)
        {
            return _point == point && asked.Contains(what, StringComparison.Ordinal);
        }
    }

    private void Break()
    {
        lock (_lock)
        {
            _point = null;
            _broken.Cancel();
            _cut.TrySetResult();
        }
    }
}
