namespace WasiHal.EndToEnd.Tests.Scarce;

/// <summary>Tests that take so much of the machine that no other one of this assembly may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    /// <summary>Its name.</summary>
    public const string Name = "alone";
}
