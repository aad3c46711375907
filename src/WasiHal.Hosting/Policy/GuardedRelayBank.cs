namespace WasiHal.Hosting.Policy;

/// <summary>The switched outputs, of which only granted ones can be seen and switched.</summary>
internal sealed class GuardedRelayBank(IBoard board, PluginPolicy policy) : IRelayBank
{
    public IReadOnlyList<string> Names => [.. board.Relays.Names.Where(name => policy.Rights.Contains(Capability.Relay(name)))];

    public void Set(string name, bool on) => Inner(name).Set(name, on);

    public bool Get(string name) => Inner(name).Get(name);

    public long TimesSet(string name) => Inner(name).TimesSet(name);

    private IRelayBank Inner(string name)
    {
        policy.Demand(Capability.Relay(name));
        return board.Relays;
    }
}
