using System.Buffers.Binary;

namespace WasiHal.Fake;

/// <summary>The numbers burned into one BME280; the names are the datasheet's (BST-BME280-DS002 section 4.2.2).</summary>
internal sealed record Bme280Calibration
{
    public int T1 { get; init; }

    public int T2 { get; init; }

    public int T3 { get; init; }

    /// <summary>P1 to P9, the first at 0.</summary>
    public required IReadOnlyList<int> P { get; init; }

    public int H1 { get; init; }

    public int H2 { get; init; }

    public int H3 { get; init; }

    public int H4 { get; init; }

    public int H5 { get; init; }

    public int H6 { get; init; }

    /// <summary>Takes the numbers from where they stand among the chip's 256 registers.</summary>
    /// <param name="registers">All 256.</param>
    public static Bme280Calibration Read(ReadOnlySpan<byte> registers)
    {
        var pressure = new int[9];
        pressure[0] = BinaryPrimitives.ReadUInt16LittleEndian(registers[0x8E..]);
        for (var index = 1; index < pressure.Length; index++)
        {
            pressure[index] = BinaryPrimitives.ReadInt16LittleEndian(registers[(0x8E + (2 * index))..]);
        }

        return new()
        {
            T1 = BinaryPrimitives.ReadUInt16LittleEndian(registers[0x88..]),
            T2 = BinaryPrimitives.ReadInt16LittleEndian(registers[0x8A..]),
            T3 = BinaryPrimitives.ReadInt16LittleEndian(registers[0x8C..]),
            P = pressure,
            H1 = registers[0xA1],
            H2 = BinaryPrimitives.ReadInt16LittleEndian(registers[0xE1..]),
            H3 = registers[0xE3],
            H4 = ((sbyte)registers[0xE4] << 4) | (registers[0xE5] & 0x0F),
            H5 = ((sbyte)registers[0xE6] << 4) | (registers[0xE5] >> 4),
            H6 = (sbyte)registers[0xE7],
        };
    }
}
