namespace WasiHal.EndToEnd.Tests;

/// <summary>The built spoke as a process.</summary>
internal sealed class SpokeProcess() : NodeProcess("Spoke");
