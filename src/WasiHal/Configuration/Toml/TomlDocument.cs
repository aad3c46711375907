namespace WasiHal;

/// <summary>A TOML file flattened to configuration keys. Immutable.</summary>
/// <param name="Values">Value by key; keys are joined with colons, array elements are numbered, an empty table or array has an empty value.</param>
/// <param name="Lines">Line, from 1, of every key, table and array.</param>
/// <param name="Arrays">Keys that are arrays: a later layer replaces the elements of an earlier one, as a whole.</param>
internal sealed record TomlDocument(
    IReadOnlyDictionary<string, string?> Values,
    IReadOnlyDictionary<string, int> Lines,
    IReadOnlySet<string> Arrays)
{
    /// <summary>A file that is not there.</summary>
    public static TomlDocument Empty { get; } = new(new Dictionary<string, string?>(), new Dictionary<string, int>(), new HashSet<string>());
}
