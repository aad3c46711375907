namespace WasiHal.Cluster.Commands;

/// <summary>Marks a request that is a command of the hub.</summary>
internal sealed class ByHub
{
    /// <summary>The mark.</summary>
    public static readonly ByHub Mark = new();
}
