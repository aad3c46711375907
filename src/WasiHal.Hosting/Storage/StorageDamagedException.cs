namespace WasiHal.Hosting.Storage;

/// <summary>The database is not as it was written, or is not ours.</summary>
internal sealed class StorageDamagedException : IOException
{
    public StorageDamagedException()
        : this("The database is damaged.")
    {
    }

    public StorageDamagedException(string message)
        : base(message)
    {
    }

    public StorageDamagedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
