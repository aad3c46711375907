using Wasmtime;

namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>
/// The memory of an instance of the shared module. Every address and length in it comes from a guest that may be
/// hostile, so each is checked against the memory's present size. A span is valid until guest code runs again.
/// </summary>
/// <param name="memory">The memory.</param>
/// <param name="realloc">The guest's allocator.</param>
/// <param name="limits">How large the memory may get.</param>
/// <param name="limitsKey">Where the operator sets that.</param>
internal sealed class GuestMemory(Memory memory, Func<int, int, int, int, int> realloc, PluginLimits limits, string limitsKey)
{
    /// <summary>Size now, in bytes.</summary>
    public long Length => memory.GetLength();

    /// <summary>The whole memory, for reading a result of many parts; its slices check themselves.</summary>
    public GuestView View() => new(memory.GetSpan<byte>(0));

    /// <summary>A part of the memory.</summary>
    /// <exception cref="GuestLostException">It does not lie within the memory.</exception>
    public Span<byte> Slice(uint address, int length) => View().Slice(address, length);

    /// <summary>Room of the guest's for <paramref name="length"/> bytes. Guest code runs: earlier spans are dead.</summary>
    /// <exception cref="GuestLostException">The guest has no room, or gave some that does not lie within its memory.</exception>
    public uint Allocate(int length, int alignment)
    {
        if (length == 0)
        {
            return (uint)alignment;
        }

        var address = (uint)Realloc(alignment, length);
        if (address == 0 || address % (uint)alignment != 0)
        {
            throw NoRoom(length, null);
        }

        _ = Slice(address, length);
        return address;
    }

    private int Realloc(int alignment, int length)
    {
        try
        {
            return realloc(0, 0, alignment, length);
        }
        catch (TrapException trap) when (trap.Type == TrapCode.Unreachable)
        {
            // The ABI lets an allocation fail by this trap only.
            throw NoRoom(length, trap);
        }
    }

    private GuestLostException NoRoom(int length, TrapException? trap) => new(
        $"memory of {limits.MemoryBytes} bytes has no room left for {length} that the host has to give ({limitsKey}.memory_bytes)",
        trap?.Message,
        trap);
}
