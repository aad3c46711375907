using System.Buffers.Binary;
using System.IO.Compression;

namespace WasiHal.Fake;

/// <summary>Writes pictures of black and white pixels as PNG (ISO/IEC 15948): greyscale of one bit.</summary>
internal static class OneBitPng
{
    private static readonly uint[] CrcTable = CreateCrcTable();

    /// <summary>The file.</summary>
    /// <param name="width">Pixels in a row, a multiple of 8.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rows">Row by row from above; the highest bit of a byte is its leftmost pixel, 1 is white.</param>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> rows)
    {
        using var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n\x1a\n"u8]);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 1;
        header[9..].Clear();
        WriteChunk(file, "IHDR"u8, header);

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                // The filter of this row: none.
                zlib.WriteByte(0);
                zlib.Write(rows.Slice(y * width / 8, width / 8));
            }
        }

        WriteChunk(file, "IDAT"u8, packed.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, kind), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] CreateCrcTable()
    {
        var table = new uint[256];
        for (var index = 0u; index < table.Length; index++)
        {
            var crc = index;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }

            table[index] = crc;
        }

        return table;
    }
}
