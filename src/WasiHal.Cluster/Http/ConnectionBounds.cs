using System.Net;
using Microsoft.AspNetCore.Connections;

namespace WasiHal.Cluster.Http;

/// <summary>Bounds the connections of one address, so that whoever opens many and says nothing does not take the room of all others. Safe from any thread.</summary>
internal sealed class ConnectionBounds
{
    /// <summary>Connections of another machine, behind whose address there may be a network with many spokes.</summary>
    public static readonly int MostOfAMachine = NodeServerOptions.MaxConnections / 4;

    /// <summary>Connections of this machine.</summary>
    public static readonly int MostOfThisMachine = NodeServerOptions.MaxConnections / 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _open = [];

    /// <summary>Goes before the web server.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        var address = SenderAddress.Group(SenderAddress.Plain((connection.RemoteEndPoint as IPEndPoint)?.Address));
        if (!TryOpen(address))
        {
            connection.Abort();
            return;
        }

        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Close(address);
        }
    };

    private bool TryOpen(IPAddress address)
    {
        lock (_lock)
        {
            var open = _open.GetValueOrDefault(address);
            if (open >= (IPAddress.IsLoopback(address) ? MostOfThisMachine : MostOfAMachine))
            {
                return false;
            }

            _open[address] = open + 1;
            return true;
        }
    }

    private void Close(IPAddress address)
    {
        lock (_lock)
        {
            if (--_open[address] == 0)
            {
                _open.Remove(address);
            }
        }
    }
}
