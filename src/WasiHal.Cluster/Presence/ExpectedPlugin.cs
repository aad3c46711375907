namespace WasiHal.Cluster.Presence;

/// <summary>A plugin that gives readings, or may be one that does.</summary>
/// <param name="Node">The node that it is on.</param>
/// <param name="Id">Its id.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="ExpectedEvery">How soon after its start a reading is due; null when nobody says.</param>
/// <param name="Error">What went wrong last, in one line, if anything did.</param>
internal readonly record struct ExpectedPlugin(string Node, string Id, PluginState State, TimeSpan? ExpectedEvery, string? Error)
{
    /// <summary>Whether it failed and does not run.</summary>
    public bool IsDown => State is PluginState.BackingOff or PluginState.Parked;

    /// <summary>Why nothing comes of it.</summary>
    public string Reason => State switch
    {
        PluginState.Parked => $"its plugin is parked: {Error ?? "it failed too often"}",
        PluginState.BackingOff => $"its plugin waits to start again: {Error ?? "it failed"}",
        PluginState.Loading => "its plugin is being loaded",
        _ => Error ?? "its plugin runs and has given no reading since its start",
    };
}
