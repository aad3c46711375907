namespace WasiHal.Recording;

/// <summary>Keeps what is sent from being overwritten by what is read: callers may give one buffer for both.</summary>
internal static class SentBytes
{
    /// <summary>The bytes to record as sent, copied only when the two overlap.</summary>
    /// <param name="write">What is to be sent.</param>
    /// <param name="read">What is to be filled.</param>
    /// <param name="copy">Room for as many as are kept.</param>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> write, ReadOnlySpan<byte> read, Span<byte> copy)
    {
        if (!write.Overlaps(read))
        {
            return write;
        }

        var kept = write[..Math.Min(write.Length, copy.Length)];
        kept.CopyTo(copy);
        return copy[..kept.Length];
    }
}
