using System.Runtime.InteropServices;

namespace WasiHal;

/// <summary>A colour of an LED, before the strip's brightness.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)] // The pixel encoder reads colours as three bytes each.
public readonly record struct RgbColor(byte Red, byte Green, byte Blue)
{
    /// <summary>The colour of 0x00RRGGBB; the highest byte is ignored.</summary>
    /// <param name="rgb">0x00RRGGBB.</param>
    public static RgbColor FromRgb(uint rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
}
