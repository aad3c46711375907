namespace WasiHal.Linux;

/// <summary>Where the data output (MOSI) of an SPI bus is on the header of a Raspberry Pi: BCM2835 ARM Peripherals, table 6-31, ALT0 and ALT4; BCM2711, RP1 alike.</summary>
internal static class StripPin
{
    /// <summary>The BCM number, null for a bus that is not known here.</summary>
    public static int? DataOutput(int bus) => bus switch { 0 => 10, 1 => 20, _ => null };
}
