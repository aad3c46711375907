namespace Samples;

/// <summary>What tells one sample from the other.</summary>
/// <param name="Name">The program's name.</param>
/// <param name="Summary">What it does, for its help.</param>
/// <param name="Url">Where it listens when nobody says where.</param>
internal sealed record NodeSample(string Name, string Summary, string Url)
{
    /// <summary>Name of the configuration that lies beside the program.</summary>
    public string ConfigFile => Name.ToLowerInvariant() + ".toml";
}
