namespace WasiHal.Hosting;

/// <summary>What came of making the machine code of one plugin, or of the Python runtime, ahead of time.</summary>
/// <param name="Name">The plugin's id, or <c>python runtime</c>.</param>
/// <param name="CompileTime">How long it took; null when the code was there already, or when it failed.</param>
/// <param name="Path">The file of machine code; null when it failed.</param>
/// <param name="Problem">Why there is no file, or null.</param>
public sealed record CompiledPlugin(string Name, TimeSpan? CompileTime, string? Path, string? Problem);
