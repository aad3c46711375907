using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Policy;

/// <summary>A guest of which only granted actions can be seen and asked for. Everything else passes through.</summary>
/// <param name="guest">The guest.</param>
/// <param name="policy">The plugin's rights.</param>
/// <param name="lease">What the guest holds of the board; it ends with the guest.</param>
internal sealed class GuardedGuest(IGuest guest, PluginPolicy policy, IDisposable lease) : IGuest
{
    public IReadOnlyList<PluginKind> Kinds => guest.Kinds;

    public long MemoryBytes => guest.MemoryBytes;

    public void Poll(MeasurementBuffer measurements) => guest.Poll(measurements);

    public string Render(string snapshotJson) => guest.Render(snapshotJson);

    public void Update(string snapshotJson) => guest.Update(snapshotJson);

    /// <summary>The granted ones among the actions that the guest offers.</summary>
    /// <exception cref="PluginFailedException">It offers one twice, or under a name that is none.</exception>
    public IReadOnlyList<PluginAction> ListActions()
    {
        var offered = guest.ListActions();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var action in offered)
        {
            if (!PermissionGrammar.IsName(action.Name))
            {
                throw new PluginFailedException($"list gave an action \"{PlainText.Short(action.Name)}\": a name is {PermissionGrammar.AcceptedName}");
            }

            if (!names.Add(action.Name))
            {
                throw new PluginFailedException($"list gave the action \"{action.Name}\" twice");
            }
        }

        return [.. offered.Where(action => policy.Permits(Capability.Action(action.Name)))];
    }

    /// <summary>Asks for an action.</summary>
    /// <exception cref="PluginFailedException">It is not granted, or its name is none: then the guest was not called, and the cause is a <see cref="HardwareException"/>.</exception>
    public string Invoke(string name, string argumentsJson)
    {
        try
        {
            if (!PermissionGrammar.IsName(name))
            {
                throw new HardwareException(HardwareErrorKind.Invalid, $"\"{PlainText.Short(name)}\" names no action: a name is {PermissionGrammar.AcceptedName}");
            }

            policy.Demand(Capability.Action(name));
        }
        catch (HardwareException refused)
        {
            throw new PluginFailedException(refused.Message, refused);
        }

        return guest.Invoke(name, argumentsJson);
    }

    public void Dispose()
    {
        guest.Dispose();
        lease.Dispose();
    }
}
