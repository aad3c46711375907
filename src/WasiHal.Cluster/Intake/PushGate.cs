using System.Net;

namespace WasiHal.Cluster.Intake;

/// <summary>Bounds the pushes that are handled at once, altogether and of one address, so that no slow sender keeps out the others. Safe from any thread.</summary>
internal sealed class PushGate
{
    /// <summary>Pushes at once.</summary>
    public const int Most = 32;

    /// <summary>Pushes of one address at once.</summary>
    public const int MostOfAnAddress = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _inside = [];
    private int _count;

    /// <summary>Lets a push in.</summary>
    /// <param name="address">Of its sender.</param>
    /// <returns>False when there are too many.</returns>
    public bool TryEnter(IPAddress address)
    {
        lock (_lock)
        {
            var own = _inside.GetValueOrDefault(address);
            if (_count >= Most || own >= MostOfAnAddress)
            {
                return false;
            }

            _count++;
            _inside[address] = own + 1;
            return true;
        }
    }

    /// <summary>A push that was let in is done.</summary>
    public void Leave(IPAddress address)
    {
        lock (_lock)
        {
            _count--;
            if (--_inside[address] == 0)
            {
                _inside.Remove(address);
            }
        }
    }
}
