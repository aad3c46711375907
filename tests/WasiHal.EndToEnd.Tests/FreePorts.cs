using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WasiHal.EndToEnd.Tests;

/// <summary>
/// Ports for the programs that tests start. None of the ports that the kernel hands out by itself: while a killed node is
/// away, whoever asked for any port, or only made a connection, could get the node's.
/// </summary>
internal static class FreePorts
{
    // Below Linux' own range, which begins at 32768, and above the services'.
    private const int First = 20_000;
    private const int End = 32_000;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A port of this machine that nobody has and that this process gives nobody else.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            if (Given.TryAdd(port, true) && IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
