using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WasiHal;

/// <summary>Looks up each channel's wire bytes, with the tone folded in, and stores them as one number; a number of four bytes overlaps the next where three count.</summary>
internal sealed class TablePixelWriter : IPixelWriter
{
    private readonly WireLayout _layout;
    private readonly ulong[] _codes = new ulong[256];
    private readonly ulong[] _wide = new ulong[256];
    private readonly uint[] _narrow = new uint[256];

    public TablePixelWriter(WireLayout layout)
    {
        _layout = layout;
        for (var value = 0; value < 256; value++)
        {
            _codes[value] = layout.Encode((byte)value);
        }
    }

    public void SetTones(ReadOnlySpan<byte> tones, int? factor)
    {
        for (var value = 0; value < 256; value++)
        {
            var code = _codes[tones[value]];
            // Stored as the machine orders numbers, read by the strip byte by byte.
            _wide[value] = BitConverter.IsLittleEndian ? code : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(code);
            _narrow[value] = BitConverter.IsLittleEndian ? (uint)code : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((uint)code);
        }
    }

    public void Write(ReadOnlySpan<byte> colors, Span<byte> wire)
    {
        if (_layout.Width == 8)
        {
            Write(colors, wire, _wide);
        }
        else
        {
            Write(colors, wire, _narrow);
        }
    }

    // No bounds checks inside: colors is whole LEDs and the wire has their bytes and slack, which the encoder has checked.
    private void Write<T>(ReadOnlySpan<byte> colors, Span<byte> wire, T[] codes)
        where T : unmanaged
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(codes);
        ref var from = ref MemoryMarshal.GetReference(colors);
        ref var to = ref MemoryMarshal.GetReference(wire);
        ref var end = ref Unsafe.Add(ref from, colors.Length);
        var (first, second, third) = _layout.Sources;
        nint width = _layout.Width;
        nint step = _layout.BytesPerLed;
        var hasWhite = _layout.HasWhite;
        while (Unsafe.IsAddressLessThan(ref from, ref end))
        {
            Unsafe.WriteUnaligned(ref to, Unsafe.Add(ref table, (nint)Unsafe.Add(ref from, first)));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, width), Unsafe.Add(ref table, (nint)Unsafe.Add(ref from, second)));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, 2 * width), Unsafe.Add(ref table, (nint)Unsafe.Add(ref from, third)));
            if (hasWhite)
            {
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, 3 * width), table);
            }

            from = ref Unsafe.Add(ref from, 3);
            to = ref Unsafe.Add(ref to, step);
        }
    }
}
