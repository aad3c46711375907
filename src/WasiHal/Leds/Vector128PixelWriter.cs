using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WasiHal;

/// <summary>
/// Encodes the LEDs of 16 channels at once: scale the colours, spread each to as many bytes as the code has bits, keep in each the bits that it shows.
/// </summary>
/// <remarks>
/// Every block but the last reads one vector and writes as many vectors as the code has bits; the next block overwrites what is too much.
/// Near the end the vector that ends with the colours is read and shifted, and the last block is moved back. Tones that are no plain factor, and fewer LEDs than a block, go by the table.
/// </remarks>
internal sealed class Vector128PixelWriter : IPixelWriter
{
    private const int Size = 16;

    private readonly WireLayout _layout;
    private readonly TablePixelWriter _table;
    private readonly Vector128<byte>[] _places;
    private readonly Vector128<byte>[] _masks;
    private readonly Vector128<byte>[] _others;
    private Vector128<ushort> _factor;
    private bool _isFactor;

    public Vector128PixelWriter(WireLayout layout)
    {
        _layout = layout;
        _table = new TablePixelWriter(layout);
        _places = Vectors(layout.Places(Size));
        _masks = Vectors(layout.Pattern(Size, layout.Width switch { 3 => BitCodes.Three.Masks, 4 => [0x0c, 0x03, 0, 0], _ => BitCodes.Eight.Masks }, white: 0));
        _others = Vectors(layout.Width == 4 ? layout.Pattern(Size, [0, 0, 0x0c, 0x03], white: 0) : layout.Pattern(Size, BitCodes.Three.Ground));
    }

    public void SetTones(ReadOnlySpan<byte> tones, int? factor)
    {
        _table.SetTones(tones, factor);
        _isFactor = factor is not null;
        _factor = Vector128.Create((ushort)(factor ?? 0));
    }

    public void Write(ReadOnlySpan<byte> colors, Span<byte> wire)
    {
        if (!_isFactor || colors.Length < Size)
        {
            _table.Write(colors, wire);
            return;
        }

        switch (_layout.Width)
        {
            case 3:
                Three(colors, ref MemoryMarshal.GetReference(wire));
                break;
            case 4:
                Four(colors, ref MemoryMarshal.GetReference(wire));
                break;
            default:
                Eight(colors, ref MemoryMarshal.GetReference(wire));
                break;
        }
    }

    private void Three(ReadOnlySpan<byte> colors, ref byte wire)
    {
        var (factor, high, low) = (_factor, BitCodes.Three.HighNibbles, BitCodes.Three.LowNibbles);
        var (place0, place1, place2) = (_places[0], _places[1], _places[2]);
        var (mask0, mask1, mask2) = (_masks[0], _masks[1], _masks[2]);
        var (ground0, ground1, ground2) = (_others[0], _others[1], _others[2]);
        var bytesPerLed = (nint)_layout.BytesPerLed;
        var blocks = new Blocks(colors, _layout.LedsPerVector(Size));
        for (var led = 0; led < blocks.Leds; led += blocks.Step)
        {
            var value = Scale(blocks.Read(ref led), factor);
            var moved = Vector128.ShuffleNative(high, Vector128.ShiftRightLogical(value, 4)) | Vector128.ShuffleNative(low, value & Vector128.Create((byte)15));
            ref var to = ref Unsafe.Add(ref wire, led * bytesPerLed);
            ((Vector128.ShuffleNative(moved, place0) & mask0) | ground0).StoreUnsafe(ref to);
            ((Vector128.ShuffleNative(moved, place1) & mask1) | ground1).StoreUnsafe(ref to, Size);
            ((Vector128.ShuffleNative(moved, place2) & mask2) | ground2).StoreUnsafe(ref to, 2 * Size);
        }
    }

    private void Four(ReadOnlySpan<byte> colors, ref byte wire)
    {
        var (factor, pairs) = (_factor, BitCodes.Four.Pairs);
        var (place0, place1, place2, place3) = (_places[0], _places[1], _places[2], _places[3]);
        var (high, low) = (_masks[0], _others[0]);
        var bytesPerLed = (nint)_layout.BytesPerLed;
        var blocks = new Blocks(colors, _layout.LedsPerVector(Size));
        for (var led = 0; led < blocks.Leds; led += blocks.Step)
        {
            var value = Scale(blocks.Read(ref led), factor);
            ref var to = ref Unsafe.Add(ref wire, led * bytesPerLed);
            Expand(value, place0, pairs, high, low).StoreUnsafe(ref to);
            Expand(value, place1, pairs, high, low).StoreUnsafe(ref to, Size);
            Expand(value, place2, pairs, high, low).StoreUnsafe(ref to, 2 * Size);
            Expand(value, place3, pairs, high, low).StoreUnsafe(ref to, 3 * Size);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector128<byte> Expand(Vector128<byte> value, Vector128<byte> place, Vector128<byte> pairs, Vector128<byte> high, Vector128<byte> low)
        {
            var spread = Vector128.ShuffleNative(value, place);
            // Two bits of the value make a byte. They stay in the upper or the lower half of a nibble, and the table knows both.
            return Vector128.ShuffleNative(pairs, (Vector128.ShiftRightLogical(spread.AsUInt16(), 4).AsByte() & high) | (spread & low));
        }
    }

    private void Eight(ReadOnlySpan<byte> colors, ref byte wire)
    {
        var (factor, mask) = (_factor, _masks[0]);
        // Two LEDs of 24 bytes, and one of 32, are whole vectors, so white shows in every second mask only.
        var maskOdd = _masks[1];
        ref var places = ref MemoryMarshal.GetArrayDataReference(_places);
        var bytesPerLed = (nint)_layout.BytesPerLed;
        var blocks = new Blocks(colors, _layout.LedsPerVector(Size));
        for (var led = 0; led < blocks.Leds; led += blocks.Step)
        {
            var value = Scale(blocks.Read(ref led), factor);
            ref var to = ref Unsafe.Add(ref wire, led * bytesPerLed);
            Expand(value, Unsafe.Add(ref places, 0), mask).StoreUnsafe(ref to);
            Expand(value, Unsafe.Add(ref places, 1), maskOdd).StoreUnsafe(ref to, Size);
            Expand(value, Unsafe.Add(ref places, 2), mask).StoreUnsafe(ref to, 2 * Size);
            Expand(value, Unsafe.Add(ref places, 3), maskOdd).StoreUnsafe(ref to, 3 * Size);
            Expand(value, Unsafe.Add(ref places, 4), mask).StoreUnsafe(ref to, 4 * Size);
            Expand(value, Unsafe.Add(ref places, 5), maskOdd).StoreUnsafe(ref to, 5 * Size);
            Expand(value, Unsafe.Add(ref places, 6), mask).StoreUnsafe(ref to, 6 * Size);
            Expand(value, Unsafe.Add(ref places, 7), maskOdd).StoreUnsafe(ref to, 7 * Size);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector128<byte> Expand(Vector128<byte> value, Vector128<byte> place, Vector128<byte> mask)
        {
            var isZero = Vector128.Equals(Vector128.ShuffleNative(value, place) & mask, Vector128<byte>.Zero);
            return Vector128.AndNot(Vector128.Create(BitCodes.Eight.OneAdds), isZero) | Vector128.Create(BitCodes.Eight.Zero);
        }
    }

    /// <summary>value * factor >> 8 of each byte, in two halves of 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Scale(Vector128<byte> value, Vector128<ushort> factor)
    {
        var words = value.AsUInt16();
        var even = Vector128.ShiftRightLogical((words & Vector128.Create((ushort)0xff)) * factor, 8);
        var odd = (Vector128.ShiftRightLogical(words, 8) * factor) & Vector128.Create((ushort)0xff00);
        return (even | odd).AsByte();
    }

    private static Vector128<byte>[] Vectors(byte[] bytes) => [.. bytes.Chunk(Size).Select(chunk => Vector128.Create(chunk))];

    /// <summary>Walks over colours block by block. Four fields and no more, or the compiler keeps them in memory.</summary>
    private readonly ref struct Blocks(ReadOnlySpan<byte> colors, int step)
    {
        private readonly ref byte _from = ref MemoryMarshal.GetReference(colors);
        private readonly int _last = colors.Length - Size;

        public readonly int Leds = colors.Length / 3;
        public readonly int Step = step;

        /// <summary>The colours of the LEDs from <paramref name="led"/> on, which is set back where fewer than a block are left.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<byte> Read(ref int led)
        {
            if (led * 3 <= _last)
            {
                return Vector128.LoadUnsafe(ref _from, (nuint)(led * 3));
            }

            // Reading from here would read beyond the colours.
            led = Math.Min(led, Leds - Step);
            return Vector128.ShuffleNative(Vector128.LoadUnsafe(ref _from, (nuint)_last), Vector128<byte>.Indices + Vector128.Create((byte)((led * 3) - _last)));
        }
    }
}
