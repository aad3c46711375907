using WasiHal.Hosting.Wasm.MachineCode;

namespace WasiHal.Hosting.Tests.Wasm.MachineCode;

public sealed class CpuFeaturesTests
{
    // The kernel's words: a Raspberry Pi 4 lists fp, asimd, evtstrm, crc32 and cpuid; the emulators' were read from them.
    private const ulong RaspberryPi4 = 0x887;
    private const ulong EmulatedCortexA72 = 0x8fb;
    private const ulong EmulatedCortexA76 = 0x119ffb;
    private const ulong EmulatedMaximum = 0xecfffffb;

    [Fact]
    public void OfArm64_ProcessorsThatRunTheSameCode_AreTheSame() =>
        Assert.Equal(CpuFeatures.OfArm64(RaspberryPi4), CpuFeatures.OfArm64(EmulatedCortexA72));

    [Fact]
    public void OfArm64_ProcessorsWithOtherInstructions_Differ()
    {
        string[] fingerprints = [CpuFeatures.OfArm64(RaspberryPi4), CpuFeatures.OfArm64(EmulatedCortexA76), CpuFeatures.OfArm64(EmulatedMaximum)];

        Assert.Equal(3, fingerprints.Distinct().Count());
    }

    [Fact]
    public void Fingerprint_OfThisProcessor_BeginsWithItsArchitecture() =>
        Assert.StartsWith($"{System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture}:", CpuFeatures.Fingerprint, StringComparison.Ordinal);
}
