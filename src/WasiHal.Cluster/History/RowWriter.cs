using System.Buffers.Binary;
using System.Text;

namespace WasiHal.Cluster.History;

/// <summary>Makes the content of a row: numbers in as many bytes as they need, texts in UTF-8. For one thread; used again and again.</summary>
internal sealed class RowWriter
{
    private byte[] _buffer = new byte[512];
    private int _length;

    /// <summary>What was written since the last <see cref="Clear"/>; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Begins anew.</summary>
    public void Clear() => _length = 0;

    /// <summary>A byte.</summary>
    public void Byte(byte value) => Room(1)[0] = value;

    /// <summary>A whole number from 0; the smaller, the shorter.</summary>
    public void Unsigned(ulong value)
    {
        var room = Room(10);
        var at = 0;
        while (value >= 0x80)
        {
            room[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        room[at++] = (byte)value;
        _length -= 10 - at;
    }

    /// <summary>A count.</summary>
    public void Count(long value) => Unsigned(checked((ulong)value));

    /// <summary>A whole number; the nearer to 0, the shorter.</summary>
    public void Signed(long value) => Unsigned(unchecked((ulong)((value << 1) ^ (value >> 63))));

    /// <summary>A number, bit for bit.</summary>
    public void Number(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Room(8), value);

    /// <summary>128 bits.</summary>
    public void Bits(UInt128 value) => BinaryPrimitives.WriteUInt128LittleEndian(Room(16), value);

    /// <summary>64 bits.</summary>
    public void Bits(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);

    /// <summary>A text, or none.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Unsigned(0);
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(value);
        Count(bytes + 1L);
        Encoding.UTF8.GetBytes(value, Room(bytes));
    }

    /// <summary>Bytes as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Room(value.Length));

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        }

        _length += bytes;
        return _buffer.AsSpan(_length - bytes, bytes);
    }
}
