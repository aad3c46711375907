using System.Text;

namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>
/// Turns the bytes of names that come again and again (sensors, units, pins) into strings without making a new string
/// each time. Bounded: a slot is overwritten by another name of the same hash. One per instance.
/// </summary>
internal sealed class Utf8Names
{
    private const int Slots = 256;
    private const int LongestCached = 64;

    private readonly (byte[] Bytes, string Text)[] _slots = new (byte[], string)[Slots];

    /// <summary>The text; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        if (bytes.Length > LongestCached)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        // FNV-1a: short inputs, no state, good enough to spread a few dozen names.
        var hash = 2166136261u;
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * 16777619u;
        }

        ref var slot = ref _slots[(hash ^ (hash >> 16)) % Slots];
        if (slot.Bytes is { } known && bytes.SequenceEqual(known))
        {
            return slot.Text;
        }

        slot = (bytes.ToArray(), Encoding.UTF8.GetString(bytes));
        return slot.Text;
    }
}
