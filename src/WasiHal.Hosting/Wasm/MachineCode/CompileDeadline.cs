namespace WasiHal.Hosting.Wasm.MachineCode;

/// <summary>How long a compile may take.</summary>
/// <param name="Time">From its begin, waiting for its turn not included.</param>
/// <param name="Key">The limit's key, for the message.</param>
internal sealed record CompileDeadline(Duration Time, string Key);
