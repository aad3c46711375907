using System.Runtime.InteropServices;
using Arm = System.Runtime.Intrinsics.Arm;
using X86 = System.Runtime.Intrinsics.X86;

namespace WasiHal.Hosting.Wasm.MachineCode;

/// <summary>What this processor can do, as far as compilers ask.</summary>
internal static class CpuFeatures
{
    /// <summary>The architecture, and one digit for each feature: the same text on processors that run the same machine code.</summary>
    public static string Fingerprint { get; } =
        $"{RuntimeInformation.ProcessArchitecture}:{string.Concat(Supported().Select(supported => supported ? '1' : '0'))}";

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
