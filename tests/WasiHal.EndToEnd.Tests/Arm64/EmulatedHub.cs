namespace WasiHal.EndToEnd.Tests.Arm64;

/// <summary>The hub for Arm64 as a process of this machine.</summary>
/// <param name="processor">The processor that is emulated, by its name there.</param>
internal sealed class EmulatedHub(string processor) : NodeProcess("Hub")
{
    /// <inheritdoc/>
    protected override TimeSpan Patience => TimeSpan.FromMinutes(8);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Command => [.. PublishedHub.Emulator(processor), PublishedHub.Program];
}
