using System.Globalization;
using System.Runtime.InteropServices;
using WasiHal.Hosting.Native;
using Arm = System.Runtime.Intrinsics.Arm;
using X86 = System.Runtime.Intrinsics.X86;

namespace WasiHal.Hosting.Wasm.MachineCode;

/// <summary>What this processor can do, as far as compilers ask.</summary>
internal static class CpuFeatures
{
    // HWCAP_ATOMICS, HWCAP_FPHP, HWCAP_ASIMDHP, HWCAP_PACA: what the engine's code generator asks for on Arm64, and nothing
    // else. A processor with or without cryptography, such as an emulated Cortex-A72 and the one of a Raspberry Pi 4, runs the same code.
    private const ulong AskedOfArm64 = (1 << 8) | (1 << 9) | (1 << 10) | (1 << 30);

    /// <summary>The architecture, and what is asked of its features: the same text on processors that run the same machine code.</summary>
    public static string Fingerprint { get; } =
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 && LibC.HardwareCapabilities() is { } capabilities
            ? OfArm64(capabilities)
            : $"{RuntimeInformation.ProcessArchitecture}:{string.Concat(Supported().Select(supported => supported ? '1' : '0'))}";

    /// <summary>The fingerprint of an Arm64 processor under Linux.</summary>
    /// <param name="capabilities">The kernel's word for what it can do (<c>AT_HWCAP</c>).</param>
    public static string OfArm64(ulong capabilities) => string.Create(CultureInfo.InvariantCulture, $"{Architecture.Arm64}:{capabilities & AskedOfArm64:x}");

    private static bool[] Supported() =>
    [
        X86.Sse3.IsSupported, X86.Ssse3.IsSupported, X86.Sse41.IsSupported, X86.Sse42.IsSupported, X86.Popcnt.IsSupported,
        X86.Lzcnt.IsSupported, X86.Bmi1.IsSupported, X86.Bmi2.IsSupported, X86.Avx.IsSupported, X86.Avx2.IsSupported, X86.Fma.IsSupported,
        X86.Avx512F.IsSupported, X86.Avx512F.VL.IsSupported, X86.Avx512BW.IsSupported, X86.Avx512CD.IsSupported, X86.Avx512DQ.IsSupported,
        X86.Avx512Vbmi.IsSupported, X86.Aes.IsSupported, X86.Pclmulqdq.IsSupported,
        Arm.AdvSimd.IsSupported, Arm.Aes.IsSupported, Arm.Crc32.IsSupported, Arm.Dp.IsSupported, Arm.Rdm.IsSupported,
        Arm.Sha1.IsSupported, Arm.Sha256.IsSupported,
    ];
}
