using System.Buffers.Binary;

namespace WasiHal.Fake;

/// <summary>The numbers burned into one BME680; the names are the datasheet's (BST-BME680-DS001 section 3.11).</summary>
internal sealed record Bme680Calibration
{
    public int T1 { get; init; }

    public int T2 { get; init; }

    public int T3 { get; init; }

    public int P1 { get; init; }

    public int P2 { get; init; }

    public int P3 { get; init; }

    public int P4 { get; init; }

    public int P5 { get; init; }

    public int P6 { get; init; }

    public int P7 { get; init; }

    public int P8 { get; init; }

    public int P9 { get; init; }

    public int P10 { get; init; }

    public int H1 { get; init; }

    public int H2 { get; init; }

    public int H3 { get; init; }

    public int H4 { get; init; }

    public int H5 { get; init; }

    public int H6 { get; init; }

    public int H7 { get; init; }

    public int Gh1 { get; init; }

    public int Gh2 { get; init; }

    public int Gh3 { get; init; }

    /// <summary>res_heat_range, 0 to 3.</summary>
    public int HeaterRange { get; init; }

    /// <summary>res_heat_val.</summary>
    public int HeaterValue { get; init; }

    /// <summary>range_sw_err, -8 to 7.</summary>
    public int RangeError { get; init; }

    /// <summary>Takes the numbers from where they stand among the chip's 256 registers.</summary>
    /// <param name="registers">All 256.</param>
    public static Bme680Calibration Read(ReadOnlySpan<byte> registers) => new()
    {
        T1 = BinaryPrimitives.ReadUInt16LittleEndian(registers[0xE9..]),
        T2 = BinaryPrimitives.ReadInt16LittleEndian(registers[0x8A..]),
        T3 = (sbyte)registers[0x8C],
        P1 = BinaryPrimitives.ReadUInt16LittleEndian(registers[0x8E..]),
        P2 = BinaryPrimitives.ReadInt16LittleEndian(registers[0x90..]),
        P3 = (sbyte)registers[0x92],
        P4 = BinaryPrimitives.ReadInt16LittleEndian(registers[0x94..]),
        P5 = BinaryPrimitives.ReadInt16LittleEndian(registers[0x96..]),
        P6 = (sbyte)registers[0x99],
        P7 = (sbyte)registers[0x98],
        P8 = BinaryPrimitives.ReadInt16LittleEndian(registers[0x9C..]),
        P9 = BinaryPrimitives.ReadInt16LittleEndian(registers[0x9E..]),
        P10 = registers[0xA0],
        H1 = (registers[0xE3] << 4) | (registers[0xE2] & 0x0F),
        H2 = (registers[0xE1] << 4) | (registers[0xE2] >> 4),
        H3 = (sbyte)registers[0xE4],
        H4 = (sbyte)registers[0xE5],
        H5 = (sbyte)registers[0xE6],
        H6 = registers[0xE7],
        H7 = (sbyte)registers[0xE8],
        Gh1 = (sbyte)registers[0xED],
        Gh2 = BinaryPrimitives.ReadInt16LittleEndian(registers[0xEB..]),
        Gh3 = (sbyte)registers[0xEE],
        HeaterRange = (registers[0x02] >> 4) & 3,
        HeaterValue = (sbyte)registers[0x00],
        RangeError = (sbyte)registers[0x04] >> 4,
    };
}
