using WasiHal.Recording;

namespace WasiHal;

/// <summary>What the flight recorder keeps of each plugin of this node, for the operator; no plugin sees it. Safe from any thread.</summary>
public interface IBusRecordings
{
    /// <summary>Whether anything is recorded: <c>recorder.transactions</c> is above 0.</summary>
    bool IsOn { get; }

    /// <summary>The recorder of a plugin.</summary>
    /// <param name="pluginId">The plugin's id.</param>
    /// <returns>Null when the plugin has not been started yet, or there is none of that id.</returns>
    BusRecorder? Find(string pluginId);
}
