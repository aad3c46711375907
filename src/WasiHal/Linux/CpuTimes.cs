using System.Buffers.Text;

namespace WasiHal.Linux;

/// <summary>The counters of the first line of <c>/proc/stat</c>, in clock ticks over all cores.</summary>
internal readonly record struct CpuTimes(ulong Idle, ulong Total)
{
    /// <summary>user, nice, system, idle, iowait, irq, softirq, steal; guest times are in user already.</summary>
    private const int Fields = 8;

    public static CpuTimes? Parse(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("cpu "u8))
        {
            return null;
        }

        var rest = text["cpu "u8.Length..];
        ulong idle = 0, total = 0;
        for (var field = 0; field < Fields; field++)
        {
            rest = rest.TrimStart((byte)' ');
            if (!Utf8Parser.TryParse(rest, out ulong ticks, out var used))
            {
                return null;
            }

            rest = rest[used..];
            total += ticks;
            idle += field is 3 or 4 ? ticks : 0;
        }

        return new(idle, total);
    }

    /// <summary>Share of the time since <paramref name="earlier"/> that was not idle, 0 to 100; null when no time went by.</summary>
    public double? UsePercentSince(CpuTimes earlier)
    {
        if (Total <= earlier.Total)
        {
            return null;
        }

        // As numbers with a sign, because the kernel lets iowait go backwards now and then; hence the clamp too.
        var elapsed = (double)(Total - earlier.Total);
        var idle = (double)Idle - earlier.Idle;
        return Math.Clamp(100 * (elapsed - idle) / elapsed, 0, 100);
    }
}
