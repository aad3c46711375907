namespace WasiHal;

/// <summary>In which order an LED takes its colours from the wire.</summary>
public enum LedColorOrder
{
    /// <summary>Green, red, blue: WS2812B.</summary>
    Grb,

    /// <summary>Red, green, blue: WS2811 and some strips sold as WS2812B.</summary>
    Rgb,

    /// <summary>Green, red, blue, white: SK6812 with a white LED, which stays dark.</summary>
    Grbw,

    /// <summary>Red, green, blue, white; the white LED stays dark.</summary>
    Rgbw,
}
