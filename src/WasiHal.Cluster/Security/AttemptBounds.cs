using System.Net;
using WasiHal.Cluster.Http;

namespace WasiHal.Cluster.Security;

/// <summary>
/// Bounds wrong passwords and tokens: a few a minute of one address, and of all other machines together. This machine has a
/// count of its own, so that nobody elsewhere can keep the operator out of it. Safe from any thread.
/// </summary>
internal sealed class AttemptBounds(TimeProvider time)
{
    /// <summary>Wrong attempts of one address in a minute.</summary>
    public const int MostOfAnAddress = 5;

    /// <summary>Wrong attempts of all other machines in a minute.</summary>
    public const int MostOfAll = 60;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _failures = [];
    private long _begin = time.GetTimestamp();
    private int _ofOthers;

    /// <summary>How long an address has to wait until it may try; null when it may.</summary>
    public TimeSpan? Wait(IPAddress address)
    {
        lock (_lock)
        {
            var left = Minute - time.GetElapsedTime(_begin);
            if (left <= TimeSpan.Zero)
            {
                _failures.Clear();
                (_begin, _ofOthers) = (time.GetTimestamp(), 0);
                return null;
            }

            var isFull = _failures.GetValueOrDefault(SenderAddress.Group(address)) >= MostOfAnAddress || (!IPAddress.IsLoopback(address) && _ofOthers >= MostOfAll);
            return isFull ? left : null;
        }
    }

    /// <summary>An attempt was wrong. It is counted before it is tried, so that many at once count too; what was right is given back.</summary>
    public void Count(IPAddress address) => Add(address, 1);

    /// <summary>An attempt was right.</summary>
    public void GiveBack(IPAddress address) => Add(address, -1);

    private void Add(IPAddress address, int count)
    {
        lock (_lock)
        {
            // Bounded by what all together may.
            var group = SenderAddress.Group(address);
            _failures[group] = Math.Max(0, _failures.GetValueOrDefault(group) + count);
            _ofOthers = IPAddress.IsLoopback(address) ? _ofOthers : Math.Max(0, _ofOthers + count);
        }
    }
}
