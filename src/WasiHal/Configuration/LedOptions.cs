using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>The addressable LED strip: the section <c>[leds]</c>.</summary>
public sealed class LedOptions
{
    /// <summary>The longest strip.</summary>
    public const int MostLeds = 1024;

    /// <summary>Number of LEDs, 0 to 1024.</summary>
    /// <value>0: no strip.</value>
    [ConfigurationKeyName("count")]
    [Range(0, MostLeds, ErrorMessage = "is not between 0 and 1024")]
    public int Count { get; set; }

    /// <summary>The SPI bus whose data output (MOSI) is the strip's data line, 0 to 255; bus 0 is GPIO 10 on a Raspberry Pi.</summary>
    /// <value>0.</value>
    [ConfigurationKeyName("spi_bus")]
    [Range(0, 255, ErrorMessage = "is not between 0 and 255")]
    public int SpiBus { get; set; }

    /// <summary>Which of the bus's devices is opened, 0 to 255. Its select line is not wired to the strip.</summary>
    /// <value>0.</value>
    [ConfigurationKeyName("spi_chip_select")]
    [Range(0, 255, ErrorMessage = "is not between 0 and 255")]
    public int SpiChipSelect { get; set; }

    /// <summary>How many SPI bits make one bit for an LED: 3, 4 or 8 (<see cref="Ws2812Code"/>).</summary>
    /// <value>4: not disturbed by a controller that pauses between bytes.</value>
    [ConfigurationKeyName("code_bits")]
    [AllowedValues(3, 4, 8, ErrorMessage = "is not 3, 4 or 8")]
    public int CodeBits { get; set; } = 4;

    /// <summary>In which order the LEDs take colours: <c>grb</c>, <c>rgb</c>, <c>grbw</c> or <c>rgbw</c>.</summary>
    /// <value><c>grb</c>.</value>
    [ConfigurationKeyName("order")]
    public LedColorOrder Order { get; set; } = LedColorOrder.Grb;

    /// <summary>What full colours are dimmed to, 0 (dark) to 255.</summary>
    /// <value>255: as they are.</value>
    [ConfigurationKeyName("brightness")]
    [Range(0, 255, ErrorMessage = "is not between 0 and 255")]
    public int Brightness { get; set; } = 255;

    /// <summary>The exponent that a dimmed value is raised to, 0.1 to 10.</summary>
    /// <value>1: as it is.</value>
    [ConfigurationKeyName("gamma")]
    [Range(0.1, 10, ErrorMessage = "is not between 0.1 and 10")]
    public double Gamma { get; set; } = 1;

    /// <summary>The pin that the data wire is on, by BCM number, 0 to 53. Only the data output of the SPI bus can drive a strip; for another pin the log says where to move the wire.</summary>
    /// <value>None: the data output of the bus.</value>
    [ConfigurationKeyName("gpio_pin")]
    [Range(0, GpioOptions.HighestPin, ErrorMessage = "is not between 0 and 53")]
    public int? GpioPin { get; set; }

    /// <summary>The encoder that these options describe.</summary>
    internal Ws2812Encoder CreateEncoder() => new((Ws2812Code)CodeBits, Order) { Brightness = (byte)Brightness, Gamma = Gamma };
}
