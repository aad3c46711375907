namespace WasiHal.EndToEnd.Tests;

/// <summary>The built hub as a process.</summary>
internal sealed class HubProcess() : NodeProcess("Hub");
