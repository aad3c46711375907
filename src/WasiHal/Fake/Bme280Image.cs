namespace WasiHal.Fake;

/// <summary>What the registers of a BME280 hold when it starts.</summary>
internal static class Bme280Image
{
    // T1 to P9: the example of the BMP280's datasheet (27504, 26435, -1000, 36477, ... 6000).
    private static ReadOnlySpan<byte> FirstPart =>
    [
        0x70, 0x6B, 0x43, 0x67, 0x18, 0xFC, 0x7D, 0x8E, 0x43, 0xD6, 0xD0, 0x0B,
        0x27, 0x0B, 0x8C, 0x00, 0xF9, 0xFF, 0x8C, 0x3C, 0xF8, 0xC6, 0x70, 0x17,
    ];

    // H2 to H6: 370, 0, 313, 50, 30, which with an H1 of 75 is what such chips usually have.
    private static ReadOnlySpan<byte> SecondPart => [0x72, 0x01, 0x00, 0x13, 0x29, 0x03, 0x1E];

    /// <summary>Everything, as a new chip has it.</summary>
    public static void Write(BoschRegisters registers)
    {
        FirstPart.CopyTo(registers.From(0x88, FirstPart.Length));
        SecondPart.CopyTo(registers.From(0xE1, SecondPart.Length));
        registers[0xA1] = 75;
        registers[0xD0] = 0x60;
        ResetSettings(registers);
    }

    /// <summary>Settings and results; identity and calibration stay.</summary>
    public static void ResetSettings(BoschRegisters registers)
    {
        registers.From(0xF2, 4).Clear();
        registers.PutPressureOrTemperature(0xF7, Bme680Raw.Skipped);
        registers.PutPressureOrTemperature(0xFA, Bme680Raw.Skipped);
        registers.PutHumidity(0xFD, Bme680Raw.SkippedHumidity);
    }
}
