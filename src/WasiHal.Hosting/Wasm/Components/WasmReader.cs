using System.Text;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>
/// Reads WebAssembly's binary format from bytes that may be hostile: every length is held against what is left, and
/// whatever does not fit is a <see cref="PluginFailedException"/> that names the offset in the file.
/// </summary>
/// <param name="bytes">The part of the file to read.</param>
/// <param name="start">Where in the file it begins, in bytes.</param>
internal ref struct WasmReader(ReadOnlySpan<byte> bytes, int start)
{
    /// <summary>What is longer is no name of ours; it is cut, so that no file can have many long texts made of it.</summary>
    private const int LongestName = 128;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _next;

    /// <summary>Where in the file the next byte lies.</summary>
    public readonly int Offset => start + _next;

    /// <summary>Bytes that are left.</summary>
    public readonly int Left => _bytes.Length - _next;

    /// <summary>One byte.</summary>
    public byte ReadByte() => _next < _bytes.Length ? _bytes[_next++] : throw Damaged("it ends in the middle of a section");

    /// <summary>An unsigned LEB128 number of 32 bits.</summary>
    public uint ReadU32()
    {
        var value = 0u;
        for (var shift = 0; shift <= 28; shift += 7)
        {
            var part = ReadByte();
            if (shift == 28 && part > 0x0f)
            {
                throw Damaged("a number of more than 32 bits");
            }

            value |= (uint)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Damaged("a number of more than 32 bits");
    }

    /// <summary>A signed LEB128 number of 33 bits, which is how a type is named: negative for those built in, else an index.</summary>
    public long ReadS33()
    {
        var value = 0L;
        for (var shift = 0; shift <= 28; shift += 7)
        {
            var part = ReadByte();
            value |= (long)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return (value << (57 - shift)) >> (57 - shift);
            }
        }

        throw Damaged("a number of more than 33 bits");
    }

    /// <summary>The length of a list whose entries take at least a byte each.</summary>
    public int ReadCount()
    {
        var count = ReadU32();
        return count <= (uint)Left ? (int)count : throw Damaged($"a list of {count} entries in {Left} bytes");
    }

    /// <summary>Steps over bytes.</summary>
    public void Skip(uint length) => _next = length <= (uint)Left ? _next + (int)length : throw Damaged($"a length of {length} where {Left} bytes are left");

    /// <summary>The bytes from here on, as a part of their own.</summary>
    public WasmReader ReadPart(uint length)
    {
        var offset = Offset;
        var from = _next;
        Skip(length);
        return new WasmReader(_bytes.Slice(from, (int)length), offset);
    }

    /// <summary>A name, cut when it is longer than any of ours.</summary>
    public string ReadName()
    {
        var length = ReadU32();
        var from = _next;
        Skip(length);
        return length <= LongestName
            ? Encoding.UTF8.GetString(_bytes.Slice(from, (int)length))
            : Encoding.UTF8.GetString(_bytes.Slice(from, LongestName)) + "…";
    }

    /// <summary>Steps over a name.</summary>
    public void SkipName() => Skip(ReadU32());

    /// <summary>Fails unless all was read.</summary>
    public readonly void ExpectEnd()
    {
        if (Left > 0)
        {
            throw Damaged($"a section has {Left} bytes too many");
        }
    }

    /// <summary>The exception for bytes that are not of the format.</summary>
    public readonly PluginFailedException Damaged(string what) => ComponentInspector.Refusal($"the component is damaged at byte {Offset}: {what}");
}
