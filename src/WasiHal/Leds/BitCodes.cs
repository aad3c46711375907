using System.Runtime.Intrinsics;

namespace WasiHal;

/// <summary>The three codes as the vector paths use them. Bits are written b7 to b0, wire bytes w0, w1 and on.</summary>
internal static class BitCodes
{
    /// <summary>w0 = 1 b7 0 1 b6 0 1 b5, w1 = 0 1 b4 0 1 b3 0 1, w2 = b2 0 1 b1 0 1 b0 0.</summary>
    /// <remarks>
    /// Over the three bytes each bit position carries data exactly once. So the bits of a value are moved once into b2 b7 b4 b1 b6 b3 b0 b5,
    /// and each wire byte is that number, masked, with its ground added.
    /// </remarks>
    internal static class Three
    {
        public static readonly byte[] Masks = [0b0100_1001, 0b0010_0100, 0b1001_0010];
        public static readonly byte[] Ground = [0b1001_0010, 0b0100_1001, 0b0010_0100];

        public static Vector128<byte> HighNibbles { get; } = Nibbles(4);

        public static Vector128<byte> LowNibbles { get; } = Nibbles(0);

        public static byte Move(byte value) => Gather(value, [2, 7, 4, 1, 6, 3, 0, 5]);

        private static Vector128<byte> Nibbles(int shift) => Vector128.Create([.. Enumerable.Range(0, 16).Select(nibble => Move((byte)(nibble << shift)))]);
    }

    /// <summary>w0 = 1 b7 0 0 1 b6 0 0, and so on with two bits in each.</summary>
    internal static class Four
    {
        public const byte Mask = 0b0100_0100;
        public const byte Ground = 0b1000_1000;

        /// <summary>For every place in a channel: how far <see cref="Move"/>d bits are turned to the right to show that place's two.</summary>
        public static readonly byte[] Turns = [6, 7, 0, 1];

        /// <summary>The byte of two bits that stand in the upper or in the lower half of a nibble, the other half being 0.</summary>
        public static Vector128<byte> Pairs { get; } = Vector128.Create((byte)0x88, 0x8c, 0xc8, 0xcc, 0x8c, 0, 0, 0, 0xc8, 0, 0, 0, 0xcc, 0, 0, 0);

        /// <summary>b1 b3 b5 b7 b0 b2 b4 b6: the two bits of each wire byte stand four apart, as on the wire.</summary>
        public static byte Move(byte value) => Gather(value, [1, 3, 5, 7, 0, 2, 4, 6]);
    }

    /// <summary>One bit in each byte: 11000000 or 11111000.</summary>
    internal static class Eight
    {
        public const byte Zero = 0b1100_0000;
        public const byte OneAdds = 0b0011_1000;

        public static readonly byte[] Masks = [0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01];
    }

    /// <summary>The bits of a value in another order, the highest first.</summary>
    private static byte Gather(byte value, ReadOnlySpan<int> bits)
    {
        var moved = 0;
        foreach (var bit in bits)
        {
            moved = (moved << 1) | (value >> bit & 1);
        }

        return (byte)moved;
    }
}
