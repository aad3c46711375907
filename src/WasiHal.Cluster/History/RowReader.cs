using System.Buffers.Binary;
using System.Text;

namespace WasiHal.Cluster.History;

/// <summary>Reads what a <see cref="RowWriter"/> made. What does not fit together ends with a <see cref="RowDamagedException"/>.</summary>
internal ref struct RowReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>A byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>A whole number from 0.</summary>
    public ulong Unsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new RowDamagedException("a number has no end");
    }

    /// <summary>A count from 0.</summary>
    /// <param name="most">More is damage.</param>
    public long Count(long most = long.MaxValue) => Unsigned() is var value && value <= (ulong)most ? (long)value : throw new RowDamagedException("a count is out of range");

    /// <summary>A whole number.</summary>
    public long Signed()
    {
        var value = Unsigned();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    /// <summary>A number.</summary>
    public double Number() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>128 bits.</summary>
    public UInt128 Bits128() => BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    /// <summary>64 bits.</summary>
    public ulong Bits64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>A text, or none.</summary>
    public string? TextOrNone() => Count(_rest.Length + 1L) is > 0 and var length ? Encoding.UTF8.GetString(Take((int)length - 1)) : null;

    /// <summary>A text.</summary>
    public string Text() => TextOrNone() ?? throw new RowDamagedException("a text is absent");

    /// <summary>All that is left.</summary>
    public ReadOnlySpan<byte> Rest() => Take(_rest.Length);

    /// <summary>So many bytes.</summary>
    public ReadOnlySpan<byte> Take(int bytes)
    {
        if (bytes > _rest.Length)
        {
            throw new RowDamagedException("it ends too early");
        }

        var taken = _rest[..bytes];
        _rest = _rest[bytes..];
        return taken;
    }
}
