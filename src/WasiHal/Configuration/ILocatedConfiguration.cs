namespace WasiHal;

/// <summary>A configuration provider of ours: it knows where each key stands, so it is checked key by key.</summary>
internal interface ILocatedConfiguration
{
    /// <summary>What relative paths are relative to; null is the working directory.</summary>
    string? BaseDirectory { get; }

    /// <summary>Where a key, a table or an array stands.</summary>
    /// <param name="key">Joined with colons.</param>
    /// <param name="location">Source and line.</param>
    bool TryLocate(string key, out ConfigurationLocation location);
}
