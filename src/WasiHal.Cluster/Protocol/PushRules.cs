namespace WasiHal.Cluster.Protocol;

/// <summary>The bounds of a push, which both ends keep.</summary>
internal static class PushRules
{
    /// <summary>The version of the protocol.</summary>
    public const int Protocol = 1;

    /// <summary>Bytes of a body, also when it is unpacked.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Batches of one push.</summary>
    public const int MaxBatches = 256;

    /// <summary>Readings of one push.</summary>
    public const int MaxReadings = 10_000;

    /// <summary>Characters of an incarnation: ASCII letters, digits and hyphens.</summary>
    public const int MaxIncarnation = 64;

    /// <summary>Characters of the name of a plugin, a sensor or a quantity, and of a unit.</summary>
    public const int MaxName = 64;

    /// <summary>Characters of a reading's text.</summary>
    public const int MaxText = 4096;
}
