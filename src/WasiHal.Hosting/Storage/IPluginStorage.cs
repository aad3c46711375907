namespace WasiHal.Hosting.Storage;

/// <summary>Small blobs of one plugin that survive restarts. Safe from any thread.</summary>
internal interface IPluginStorage
{
    /// <summary>The blob under a key, or null.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: malformed key;
    /// <see cref="HardwareErrorKind.Other"/>: the disk failed.</exception>
    byte[]? Get(string key);

    /// <summary>Stores a blob durably and as a whole.</summary>
    /// <exception cref="HardwareException">As <see cref="Get"/>; also <see cref="HardwareErrorKind.Invalid"/>: over the quota.</exception>
    void Put(string key, ReadOnlySpan<byte> value);

    /// <summary>Removes a key; an absent one is no error.</summary>
    /// <exception cref="HardwareException">As <see cref="Get"/>.</exception>
    void Delete(string key);
}
