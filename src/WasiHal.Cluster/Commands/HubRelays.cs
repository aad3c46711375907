using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WasiHal.Cluster.Commands;

/// <summary>
/// The relays that the hub's commands put in another state than their safe one: they go back to it when the hub has not
/// answered for <c>safe_after</c>. What somebody else set since is that one's. Safe from any thread.
/// </summary>
internal sealed class HubRelays(IBoard board, IOptions<BoardOptions> options, TimeProvider time, ILogger<HubRelays> logger) : TickingService(TimeSpan.FromSeconds(1), time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _set = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _faulty = new(StringComparer.OrdinalIgnoreCase);
    private long _answered = time.GetTimestamp();

    /// <summary>The hub answered when it was asked for commands.</summary>
    public void Answered() => Volatile.Write(ref _answered, Time.GetTimestamp());

    /// <summary>A command of the hub set a relay.</summary>
    public void Set(string name, bool isOn)
    {
        lock (_lock)
        {
            if (isOn == IsOnWhenSafe(name))
            {
                _set.Remove(name);
            }
            else
            {
                _set[name] = board.Relays.TimesSet(name);
            }
        }
    }

    protected override void Tell(Exception fault) => Log.RelaysNotLookedAfter(logger, fault);

    protected override Task TickAsync(CancellationToken stopping)
    {
        var silent = Time.GetElapsedTime(Volatile.Read(ref _answered));
        lock (_lock)
        {
            foreach (var (name, times) in _set.Where(relay => silent >= OptionsOf(relay.Key).SafeAfter.Value).ToArray())
            {
                if (board.Relays.TimesSet(name) != times || TryMakeSafe(name))
                {
                    _set.Remove(name);
                    _faulty.Remove(name);
                }
            }
        }

        return Task.CompletedTask;
    }

    private bool TryMakeSafe(string name)
    {
        try
        {
            board.Relays.Set(name, IsOnWhenSafe(name));
            Log.RelayMadeSafe(logger, name, OptionsOf(name).Safe, OptionsOf(name).SafeAfter.ToString());
            return true;
        }
        catch (HardwareException failure)
        {
            if (_faulty.Add(name))
            {
                Log.RelayNotMadeSafe(logger, name, failure);
            }

            return false;
        }
    }

    private bool IsOnWhenSafe(string name) => OptionsOf(name).Safe == "on";

    // The one that [fan] makes has no section of its own.
    private RelayOptions OptionsOf(string name) => options.Value.Relays.TryGetValue(name, out var relay) ? relay : new();
}
