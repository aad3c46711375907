using System.Buffers.Text;

namespace WasiHal.Cluster;

/// <summary>What this process writes to disk, as Linux counts it: an SD card lives for as many writes as it does. Safe from any thread.</summary>
/// <param name="time">The clock.</param>
/// <param name="path">The kernel's file.</param>
internal sealed class DiskWrites(TimeProvider time, string path = "/proc/self/io")
{
    /// <summary>An estimate is made from so much time at least.</summary>
    public static readonly TimeSpan LeastTime = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan MostTime = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private (long Timestamp, long Bytes)? _older;
    private (long Timestamp, long Bytes)? _newer;

    /// <summary>Reads it.</summary>
    /// <returns>Bytes since the start of the process, and about as many a day as in the last hour or two; null what is not known.</returns>
    public (long? Bytes, long? BytesPerDay) Read()
    {
        if (Count() is not { } bytes)
        {
            return (null, null);
        }

        lock (_lock)
        {
            var now = (time.GetTimestamp(), bytes);
            _older ??= now;
            _newer ??= now;
            if (time.GetElapsedTime(_newer.Value.Timestamp) >= MostTime)
            {
                (_older, _newer) = (_newer, now);
            }

            var elapsed = time.GetElapsedTime(_older.Value.Timestamp);
            return (bytes, elapsed >= LeastTime ? (long)((bytes - _older.Value.Bytes) / elapsed.TotalDays) : null);
        }
    }

    private long? Count()
    {
        try
        {
            Span<byte> text = stackalloc byte[1024];
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            text = text[..RandomAccess.Read(file, text, fileOffset: 0)];
            var label = "\nwrite_bytes: "u8;
            var at = text.IndexOf(label);
            return at >= 0 && Utf8Parser.TryParse(text[(at + label.Length)..], out long bytes, out _) && bytes >= 0 ? bytes : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // No Linux, or one that does not say.
            return null;
        }
    }
}
