namespace WasiHal.Durable;

/// <summary>A database is not as it was written, or not ours. Nothing in it can be relied on.</summary>
internal sealed class DatabaseDamagedException(string message, Exception? cause = null) : Exception(message, cause);
