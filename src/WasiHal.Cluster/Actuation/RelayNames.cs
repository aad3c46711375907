namespace WasiHal.Cluster.Actuation;

/// <summary>Relays by the names that people give.</summary>
internal static class RelayNames
{
    /// <summary>The relay that the original's routes mean.</summary>
    public const string Fan = "fan";

    /// <summary>A relay's name as it is configured, whatever case it is asked for in; null when there is none.</summary>
    /// <param name="relays">The relays.</param>
    /// <param name="name">As it stands in an address.</param>
    public static string? Find(this IRelayBank relays, string name) => relays.Names.FirstOrDefault(known => InAddress(known).Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A name as it stands in an address: of all that is encoded there, the web server leaves a slash as it came.</summary>
    public static string InAddress(string name) => name.Replace("/", "%2F", StringComparison.Ordinal);
}
