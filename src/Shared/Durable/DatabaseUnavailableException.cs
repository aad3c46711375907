namespace WasiHal.Durable;

/// <summary>A database cannot be used now: the disk is full or fails, or another process has it. Whether the work was done is not known.</summary>
internal sealed class DatabaseUnavailableException(string message, Exception cause) : IOException(message, cause);
