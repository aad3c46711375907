namespace WasiHal.Recording;

/// <summary>The relays of a recording.</summary>
internal sealed class ReplayRelayBank(ReplayScript script, IReadOnlyList<string> names) : IRelayBank
{
    public IReadOnlyList<string> Names => names;

    public void Set(string name, bool on) =>
        script.Next(new BusEntry { Verb = BusVerb.RelaySet, Bus = BusNames.Relay(name), Flag = on }, default);

    public bool Get(string name) => script.Next(new BusEntry { Verb = BusVerb.RelayGet, Bus = BusNames.Relay(name) }, default).Entry.Flag;
}
