using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>One version of a plugin with all that it needs to run: source, rights, limits, settings. Immutable but for the policy's counters.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">SHA-256 of the source, 64 hexadecimal digits.</param>
/// <param name="Fingerprint">Changes when source, rights, limits, settings or schedule change: then the plugin is swapped.</param>
/// <param name="SourceKind">How it is run.</param>
/// <param name="Files">The source: Python files, or the one component.</param>
/// <param name="Entry">Path of the file that is run first.</param>
/// <param name="Settings">Defaults of its metadata with the operator's values over them; keys with <c>_</c>.</param>
/// <param name="Policy">Its rights.</param>
/// <param name="Limits">Its limits.</param>
/// <param name="PollInterval">Time from one poll to the next.</param>
/// <param name="ExpectedEvery">After so long without a new value a reading is stale.</param>
/// <param name="GivesReadings">Whether one that has given none is missed.</param>
internal sealed record PluginDefinition(
    string Id,
    string Version,
    string Fingerprint,
    PluginSourceKind SourceKind,
    IReadOnlyList<PluginFile> Files,
    string Entry,
    IReadOnlyDictionary<string, string> Settings,
    PluginPolicy Policy,
    PluginLimits Limits,
    TimeSpan PollInterval,
    TimeSpan ExpectedEvery,
    bool GivesReadings = true);
