using System.Buffers.Binary;

namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>All of a guest's memory at one moment. Valid until guest code runs again.</summary>
internal readonly ref struct GuestView(Span<byte> memory)
{
    private readonly Span<byte> _memory = memory;

    /// <summary>A part of the memory.</summary>
    /// <exception cref="GuestLostException">It does not lie within the memory.</exception>
    public Span<byte> Slice(uint address, int length) =>
        (ulong)address + (uint)length <= (ulong)_memory.Length
            ? _memory.Slice((int)address, length)
            : throw new GuestLostException($"the plugin named {length} bytes at {address}, outside its memory");

    /// <summary>A little-endian u32.</summary>
    /// <exception cref="GuestLostException">It does not lie within the memory.</exception>
    public uint ReadU32(uint address) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(address, 4));
}
