using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace WasiHal;

/// <summary>The ways to turn colours into wire bytes, slowest first.</summary>
internal enum PixelPath
{
    /// <summary>A table lookup for each channel. Every processor.</summary>
    Table,

    /// <summary>Vectors of 16 bytes: SSSE3 on x64, AdvSimd on Arm64. With a gamma other than 1 it uses the table.</summary>
    Vector128,

    /// <summary>Vectors of 64 bytes: AVX-512 with VBMI.</summary>
    Vector512,
}

/// <summary>Which <see cref="PixelPath"/> this processor has.</summary>
internal static class PixelPaths
{
    /// <summary>The fastest one.</summary>
    public static PixelPath Fastest { get; } = Enum.GetValues<PixelPath>().Last(IsSupported);

    public static bool IsSupported(PixelPath path) => path switch
    {
        PixelPath.Vector128 => BitConverter.IsLittleEndian && (Ssse3.IsSupported || AdvSimd.Arm64.IsSupported),
        PixelPath.Vector512 => IsSupported(PixelPath.Vector128) && Vector512.IsHardwareAccelerated && Avx512BW.IsSupported && Avx512Vbmi.IsSupported,
        _ => true,
    };

    public static IPixelWriter Create(PixelPath path, WireLayout layout) => path switch
    {
        PixelPath.Vector512 => new Vector512PixelWriter(layout),
        PixelPath.Vector128 => new Vector128PixelWriter(layout),
        _ => new TablePixelWriter(layout),
    };
}
