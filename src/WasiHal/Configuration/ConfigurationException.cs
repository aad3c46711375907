namespace WasiHal;

/// <summary>The configuration is wrong. The message lists every fault, one a line, and needs no stack trace beside it.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Of these faults.</summary>
    /// <param name="faults">At least one.</param>
    public ConfigurationException(IReadOnlyList<ConfigurationFault> faults)
        : base(Describe(faults)) => Faults = faults;

    /// <summary>What is wrong, in the order of the files' lines.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; }

    private static string Describe(IReadOnlyList<ConfigurationFault> faults) =>
        (faults.Count == 1 ? "The configuration has a fault:" : $"The configuration has {faults.Count} faults:")
        + string.Concat(faults.Select(fault => $"{Environment.NewLine}  {fault}"));
}
