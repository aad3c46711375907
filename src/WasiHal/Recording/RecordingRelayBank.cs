using System.Collections.Concurrent;

namespace WasiHal.Recording;

/// <summary>The relays, recorded.</summary>
internal sealed class RecordingRelayBank(IBoard board, BusTap tap) : IRelayBank
{
    // Only names of relays that there are, so that it cannot grow without end.
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Names => board.Relays.Names;

    public void Set(string name, bool on)
    {
        var entry = Begin(BusVerb.RelaySet, name);
        entry.Flag = on;
        try
        {
            board.Relays.Set(name, on);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure);
            throw;
        }

        End(ref entry, name);
    }

    public bool Get(string name)
    {
        var entry = Begin(BusVerb.RelayGet, name);
        try
        {
            entry.Flag = board.Relays.Get(name);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure);
            throw;
        }

        End(ref entry, name);
        return entry.Flag;
    }

    // Nothing that passes on a wire.
    public long TimesSet(string name) => board.Relays.TimesSet(name);

    private BusEntry Begin(BusVerb verb, string name) =>
        tap.Begin(verb, _names.TryGetValue(name, out var known) ? known : BusNames.Relay(name));

    private void End(ref BusEntry entry, string name)
    {
        _names.TryAdd(name, entry.Bus);
        tap.End(ref entry);
    }
}
