namespace WasiHal.Fake;

/// <summary>The air around simulated sensors; several can share it. Safe from any thread.</summary>
public interface IFakeEnvironment
{
    /// <summary>The air at this moment, all values of the same moment.</summary>
    EnvironmentSample Sample { get; }
}
