using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace WasiHal.Cluster.History;

/// <summary>What each row carries over its own columns, because a disk may change what it was given and SQLite does not notice.</summary>
internal static class RowCheck
{
    /// <summary>64 bits over a row.</summary>
    /// <param name="columns">Its numbers; the first tells the table.</param>
    /// <param name="data">Its content.</param>
    public static long Of(ReadOnlySpan<long> columns, ReadOnlySpan<byte> data)
    {
        Span<long> all = stackalloc long[columns.Length + 1];
        columns.CopyTo(all);
        all[^1] = unchecked((long)XxHash3.HashToUInt64(data));
        return unchecked((long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(all)));
    }
}
