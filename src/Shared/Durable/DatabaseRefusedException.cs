namespace WasiHal.Durable;

/// <summary>A database is not opened, and waiting changes nothing: another process has it, or a newer version made it.</summary>
internal sealed class DatabaseRefusedException(string message, Exception? cause = null) : IOException(message, cause);
