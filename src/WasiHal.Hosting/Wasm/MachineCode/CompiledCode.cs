namespace WasiHal.Hosting.Wasm.MachineCode;

/// <summary>Machine code: in a file that can be mapped or, where no file could be written, in memory.</summary>
/// <param name="Path">The file, or null.</param>
/// <param name="Bytes">The code, or null when there is a file.</param>
/// <param name="CompileTime">How long it took to make, or null when it was there already.</param>
internal sealed record CompiledCode(string? Path, byte[]? Bytes, TimeSpan? CompileTime);
