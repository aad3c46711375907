namespace WasiHal.Cluster.Commands;

/// <summary>Marks a route that a hub may have a spoke use.</summary>
internal sealed class CommandRoute
{
    /// <summary>The mark.</summary>
    public static readonly CommandRoute Mark = new();
}
