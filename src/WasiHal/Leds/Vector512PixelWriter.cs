using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace WasiHal;

/// <summary>
/// Encodes the LEDs of 64 channels at once with AVX-512 VBMI: look all of them up in a table of 256 tones, which also moves their bits, and spread
/// each to as many bytes as the code has bits.
/// </summary>
/// <remarks>
/// Every block but the last reads one vector and writes as many vectors as the code has bits; the next block overwrites what is too much.
/// Near the end the vector that ends with the colours is read and shifted, and the last block is moved back. Fewer LEDs than a block go by vectors of 16 bytes.
/// </remarks>
internal sealed class Vector512PixelWriter : IPixelWriter
{
    private const int Size = 64;

    private readonly WireLayout _layout;
    private readonly Vector128PixelWriter _narrower;
    private readonly Vector512<byte>[] _places;
    private readonly Vector512<byte>[] _masks;
    private readonly Vector512<byte>[] _ground;
    private readonly Vector512<byte> _turns;
    private readonly byte[] _moved;
    private readonly byte[] _tones = new byte[256];

    public Vector512PixelWriter(WireLayout layout)
    {
        _layout = layout;
        _narrower = new Vector128PixelWriter(layout);
        _places = Vectors(layout.Places(Size));
        _masks = Vectors(layout.Pattern(Size, layout.Width switch { 3 => BitCodes.Three.Masks, 4 => [BitCodes.Four.Mask], _ => BitCodes.Eight.Masks }, white: 0));
        _ground = Vectors(layout.Pattern(Size, BitCodes.Three.Ground));
        _moved = [.. Enumerable.Range(0, 256).Select(value => layout.Width switch { 3 => BitCodes.Three.Move((byte)value), 4 => BitCodes.Four.Move((byte)value), _ => (byte)value })];
        // Eight bits from any bit of an eighth of the vector on: a channel's four copies fill half of one, so turning is reading further on.
        _turns = Vector512.Create([.. Enumerable.Range(0, Size).Select(i => (byte)((i / 4 % 2 * 32) + BitCodes.Four.Turns[i % 4]))]);
    }

    public void SetTones(ReadOnlySpan<byte> tones, int? factor)
    {
        _narrower.SetTones(tones, factor);
        for (var value = 0; value < 256; value++)
        {
            _tones[value] = _moved[tones[value]];
        }
    }

    public void Write(ReadOnlySpan<byte> colors, Span<byte> wire)
    {
        if (colors.Length < Size)
        {
            _narrower.Write(colors, wire);
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
        var tones = new Tones(_tones);
        var (place0, place1, place2) = (_places[0], _places[1], _places[2]);
        var (mask0, mask1, mask2) = (_masks[0], _masks[1], _masks[2]);
        var (ground0, ground1, ground2) = (_ground[0], _ground[1], _ground[2]);
        var bytesPerLed = (nint)_layout.BytesPerLed;
        var blocks = new Blocks(colors, _layout.LedsPerVector(Size));
        for (var led = 0; led < blocks.Leds; led += blocks.Step)
        {
            var moved = tones.Of(blocks.Read(ref led));
            ref var to = ref Unsafe.Add(ref wire, led * bytesPerLed);
            ((Avx512Vbmi.PermuteVar64x8(moved, place0) & mask0) | ground0).StoreUnsafe(ref to);
            ((Avx512Vbmi.PermuteVar64x8(moved, place1) & mask1) | ground1).StoreUnsafe(ref to, Size);
            ((Avx512Vbmi.PermuteVar64x8(moved, place2) & mask2) | ground2).StoreUnsafe(ref to, 2 * Size);
        }
    }

    private void Four(ReadOnlySpan<byte> colors, ref byte wire)
    {
        var tones = new Tones(_tones);
        var (place0, place1, place2, place3) = (_places[0], _places[1], _places[2], _places[3]);
        var (turns, mask) = (_turns, _masks[0]);
        var bytesPerLed = (nint)_layout.BytesPerLed;
        var blocks = new Blocks(colors, _layout.LedsPerVector(Size));
        for (var led = 0; led < blocks.Leds; led += blocks.Step)
        {
            var moved = tones.Of(blocks.Read(ref led));
            ref var to = ref Unsafe.Add(ref wire, led * bytesPerLed);
            Expand(moved, place0, turns, mask).StoreUnsafe(ref to);
            Expand(moved, place1, turns, mask).StoreUnsafe(ref to, Size);
            Expand(moved, place2, turns, mask).StoreUnsafe(ref to, 2 * Size);
            Expand(moved, place3, turns, mask).StoreUnsafe(ref to, 3 * Size);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<byte> Expand(Vector512<byte> moved, Vector512<byte> place, Vector512<byte> turns, Vector512<byte> mask) =>
            (Avx512Vbmi.MultiShift(turns, Avx512Vbmi.PermuteVar64x8(moved, place).AsUInt64()) & mask) | Vector512.Create(BitCodes.Four.Ground);
    }

    private void Eight(ReadOnlySpan<byte> colors, ref byte wire)
    {
        var tones = new Tones(_tones);
        var mask = _masks[0];
        ref var places = ref MemoryMarshal.GetArrayDataReference(_places);
        var bytesPerLed = (nint)_layout.BytesPerLed;
        var blocks = new Blocks(colors, _layout.LedsPerVector(Size));
        for (var led = 0; led < blocks.Leds; led += blocks.Step)
        {
            var value = tones.Of(blocks.Read(ref led));
            ref var to = ref Unsafe.Add(ref wire, led * bytesPerLed);
            Expand(value, Unsafe.Add(ref places, 0), mask).StoreUnsafe(ref to);
            Expand(value, Unsafe.Add(ref places, 1), mask).StoreUnsafe(ref to, Size);
            Expand(value, Unsafe.Add(ref places, 2), mask).StoreUnsafe(ref to, 2 * Size);
            Expand(value, Unsafe.Add(ref places, 3), mask).StoreUnsafe(ref to, 3 * Size);
            Expand(value, Unsafe.Add(ref places, 4), mask).StoreUnsafe(ref to, 4 * Size);
            Expand(value, Unsafe.Add(ref places, 5), mask).StoreUnsafe(ref to, 5 * Size);
            Expand(value, Unsafe.Add(ref places, 6), mask).StoreUnsafe(ref to, 6 * Size);
            Expand(value, Unsafe.Add(ref places, 7), mask).StoreUnsafe(ref to, 7 * Size);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<byte> Expand(Vector512<byte> value, Vector512<byte> place, Vector512<byte> mask)
        {
            var isZero = Vector512.Equals(Avx512Vbmi.PermuteVar64x8(value, place) & mask, Vector512<byte>.Zero);
            return Vector512.ConditionalSelect(isZero, Vector512.Create(BitCodes.Eight.Zero), Vector512.Create((byte)(BitCodes.Eight.Zero | BitCodes.Eight.OneAdds)));
        }
    }

    private static Vector512<byte>[] Vectors(byte[] bytes) => [.. bytes.Chunk(Size).Select(chunk => Vector512.Create(chunk))];

    /// <summary>A table of 256 bytes in four registers.</summary>
    private readonly struct Tones(byte[] tones)
    {
        private readonly Vector512<byte> _tones0 = Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(tones), 0);
        private readonly Vector512<byte> _tones1 = Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(tones), Size);
        private readonly Vector512<byte> _tones2 = Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(tones), 2 * Size);
        private readonly Vector512<byte> _tones3 = Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(tones), 3 * Size);

        /// <summary>The tone of each byte. A lookup takes the lower seven bits; the highest chooses between two.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<byte> Of(Vector512<byte> value)
        {
            var lower = Avx512Vbmi.PermuteVar64x8x2(_tones0, value, _tones1);
            var upper = Avx512Vbmi.PermuteVar64x8x2(_tones2, value, _tones3);
            return Vector512.ConditionalSelect(Vector512.LessThan(value.AsSByte(), Vector512<sbyte>.Zero).AsByte(), upper, lower);
        }
    }

    /// <summary>Walks over colours block by block. Four fields and no more, or the compiler keeps them in memory.</summary>
    private readonly ref struct Blocks(ReadOnlySpan<byte> colors, int step)
    {
        private readonly ref byte _from = ref MemoryMarshal.GetReference(colors);
        private readonly int _last = colors.Length - Size;

        public readonly int Leds = colors.Length / 3;
        public readonly int Step = step;

        /// <summary>The colours of the LEDs from <paramref name="led"/> on, which is set back where fewer than a block are left.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<byte> Read(ref int led)
        {
            if (led * 3 <= _last)
            {
                return Vector512.LoadUnsafe(ref _from, (nuint)(led * 3));
            }

            // Reading from here would read beyond the colours.
            led = Math.Min(led, Leds - Step);
            return Avx512Vbmi.PermuteVar64x8(Vector512.LoadUnsafe(ref _from, (nuint)_last), Vector512<byte>.Indices + Vector512.Create((byte)((led * 3) - _last)));
        }
    }
}
