namespace WasiHal.Hosting.Catalog;

/// <summary>A plugin's metadata is not what it must be. The message has one line for each fault.</summary>
internal sealed class MetadataException : Exception
{
    public MetadataException()
        : this("The metadata is malformed.")
    {
    }

    public MetadataException(string message)
        : base(message)
    {
    }

    public MetadataException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
