namespace WasiHal.Fake;

/// <summary>What the registers of a BME680 hold when it starts.</summary>
internal static class Bme680Image
{
    // A published dump of one real chip, from 0x89 and from 0xE1.
    private static ReadOnlySpan<byte> FirstPart =>
    [
        0x00, 0xDF, 0x67, 0x03, 0xEF, 0xAA, 0x8D, 0x8A, 0xD7, 0x58, 0xFF, 0x39, 0x19,
        0xD7, 0xFF, 0x2B, 0x1E, 0x00, 0x00, 0x4A, 0xF5, 0x02, 0xF6, 0x1E, 0x01,
    ];

    private static ReadOnlySpan<byte> SecondPart =>
        [0x3E, 0xC9, 0x32, 0x00, 0x2D, 0x14, 0x78, 0x9C, 0x18, 0x66, 0x93, 0xDE, 0xDF, 0x12, 0x82];

    /// <summary>Everything, as a new chip has it.</summary>
    public static void Write(BoschRegisters registers)
    {
        FirstPart.CopyTo(registers.From(0x89, FirstPart.Length));
        SecondPart.CopyTo(registers.From(0xE1, SecondPart.Length));
        (registers[0x00], registers[0x02], registers[0x04]) = (0x2F, 0x16, 0x03);
        registers[0xD0] = 0x61;
        ResetSettings(registers);
    }

    /// <summary>Settings and results; identity and calibration stay.</summary>
    public static void ResetSettings(BoschRegisters registers)
    {
        registers.From(0x1D, 17).Clear();
        registers.From(0x50, 0x76 - 0x50).Clear();
        registers.PutPressureOrTemperature(0x1F, Bme680Raw.Skipped);
        registers.PutPressureOrTemperature(0x22, Bme680Raw.Skipped);
        registers.PutHumidity(0x25, Bme680Raw.SkippedHumidity);

        // Not documented; dumps of real chips have it.
        registers[0x27] = 0x80;
    }
}
