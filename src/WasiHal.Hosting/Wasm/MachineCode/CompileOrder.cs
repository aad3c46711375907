namespace WasiHal.Hosting.Wasm.MachineCode;

/// <summary>What is to be compiled.</summary>
/// <param name="Name">What it is, for people; in the name of the file and in the log.</param>
/// <param name="Key">What the machine code depends on; orders with the same key share one compile.</param>
/// <param name="Compile">Makes the machine code, on a thread with a large stack.</param>
/// <param name="Deadline">How long that may take; null: as long as it takes.</param>
internal sealed record CompileOrder(string Name, MachineCodeKey Key, Func<byte[]> Compile, CompileDeadline? Deadline);
