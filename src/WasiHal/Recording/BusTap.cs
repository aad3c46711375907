namespace WasiHal.Recording;

/// <summary>Where the parts of one <see cref="RecordingBoard"/> put what they see. The first thing that it puts there is a mark of where it begins. Safe from any thread.</summary>
internal sealed class BusTap(BusRecorder recorder, string? version)
{
    private int _begun;

    /// <summary>Begins an entry at the present time. Nothing is kept before it is ended.</summary>
    public BusEntry Begin(BusVerb verb, string bus)
    {
        if (version is not null && Volatile.Read(ref _begun) == 0 && Interlocked.Exchange(ref _begun, 1) == 0)
        {
            recorder.MarkStart(version);
        }

        return recorder.Begin(verb, bus);
    }

    /// <summary>Keeps an entry that went well.</summary>
    public void End(ref BusEntry entry, ReadOnlySpan<byte> write = default, ReadOnlySpan<byte> read = default) => recorder.End(ref entry, write, read);

    /// <summary>Keeps an entry that failed.</summary>
    public void Fail(ref BusEntry entry, Exception failure, ReadOnlySpan<byte> write = default) => recorder.Fail(ref entry, failure, write);
}
