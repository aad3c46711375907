namespace WasiHal.Hosting.Wasm;

/// <summary>
/// One instance of a plugin inside the sandbox. Belongs to one thread: made, called and disposed there; its
/// <see cref="CallBudget"/> ends a call from any other. A <see cref="PluginFailedException"/> leaves it usable; after a
/// <see cref="GuestLostException"/> it can only be disposed.
/// </summary>
internal interface IGuest : IDisposable
{
    /// <summary>What the plugin can do.</summary>
    IReadOnlyList<PluginKind> Kinds { get; }

    /// <summary>Size of its memory now, in bytes; 0 when the engine does not tell.</summary>
    long MemoryBytes { get; }

    /// <summary>Asks for measurements.</summary>
    /// <param name="measurements">Cleared, then filled.</param>
    void Poll(MeasurementBuffer measurements);

    /// <summary>Asks a dashboard for HTML.</summary>
    string Render(string snapshotJson);

    /// <summary>Gives a display a snapshot.</summary>
    void Update(string snapshotJson);

    /// <summary>Asks what actions there are.</summary>
    IReadOnlyList<PluginAction> ListActions();

    /// <summary>Asks for an action.</summary>
    string Invoke(string name, string argumentsJson);
}
