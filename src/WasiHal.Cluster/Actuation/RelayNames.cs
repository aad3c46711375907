namespace WasiHal.Cluster.Actuation;

/// <summary>Relays by the names that people give.</summary>
internal static class RelayNames
{
    /// <summary>The relay that the original's routes mean.</summary>
    public const string Fan = "fan";

    /// <summary>A relay's name as it is configured, whatever case it is asked for in; null when there is none.</summary>
    public static string? Find(this IRelayBank relays, string name) => relays.Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
}
