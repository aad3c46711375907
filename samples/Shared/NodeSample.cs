namespace Samples;

/// <summary>What tells one sample from the other.</summary>
/// <param name="Name">The program's name.</param>
/// <param name="Summary">What it does, for its help.</param>
/// <param name="Role">What it is to the others: hub or spoke.</param>
/// <param name="Url">Where it listens when nobody says where.</param>
internal sealed record NodeSample(string Name, string Summary, string Role, string Url)
{
    /// <summary>Name of the configuration that lies beside the program.</summary>
    public string ConfigFile => Name.ToLowerInvariant() + ".toml";

    /// <summary>What its operator can have it do, for its help.</summary>
    public string OperatorUsage => Role == "hub"
        ? """
                  --enrol NODE           makes a token with which one spoke can join, once, within 15 minutes, prints it, and ends
                  --revoke NODE          refuses a spoke from now on, and ends
                  --nodes                lists the spokes that joined, and ends
          """
        : """
                  --join TOKEN           joins the hub at cluster.hub_url with a token that Hub --enrol NODE printed, and ends
          """;
}
