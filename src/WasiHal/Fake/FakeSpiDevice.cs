namespace WasiHal.Fake;

/// <summary>A chip select in memory; without a <see cref="Responder"/> zeros are clocked in. Safe from any thread; transfers queue.</summary>
public sealed class FakeSpiDevice : ISpiDevice
{
    private readonly Lock _gate = new();

    internal FakeSpiDevice()
    {
    }

    /// <summary>The chip, called once a transfer and never by two threads at once.</summary>
    /// <value>None.</value>
    public SpiResponder? Responder { get; set; }

    /// <inheritdoc/>
    public void Transfer(SpiSettings settings, ReadOnlySpan<byte> write, Span<byte> read)
    {
        Require.Range(nameof(settings.ClockHz), settings.ClockHz, 1, 125_000_000, "Hz");
        Require.Range(nameof(settings.Mode), settings.Mode, (byte)0, (byte)3);
        Require.Length(nameof(write), write.Length, lowest: 1);
        Require.Range("length of read", read.Length, write.Length, write.Length, "bytes, as long as write");
        lock (_gate)
        {
            read.Clear();
            Responder?.Invoke(settings, write, read);
        }
    }
}
