namespace WasiHal.Fake;

/// <summary>A chip select in memory; without a <see cref="Responder"/> zeros are clocked in. Safe from any thread; transfers queue.</summary>
public sealed class FakeSpiDevice : ISpiDevice
{
    private readonly Lock _gate = new();

    internal FakeSpiDevice()
    {
    }

    /// <summary>The longest transfer in bytes, 1 or more. Settable, as the buffer of a real driver is.</summary>
    /// <value>4096, as <c>spidev</c> has it unless it is told otherwise.</value>
    public int MaxTransferBytes { get; set; } = Require.MaxTransferBytes;

    /// <summary>The chip, called once a transfer and never by two threads at once.</summary>
    /// <value>None.</value>
    public SpiResponder? Responder { get; set; }

    /// <inheritdoc/>
    public void Transfer(SpiSettings settings, ReadOnlySpan<byte> write, Span<byte> read)
    {
        Require.Transfer(settings, write, read, MaxTransferBytes);
        lock (_gate)
        {
            // One buffer may serve both directions: what is sent must not be cleared before the chip has seen it.
            if (write.Overlaps(read))
            {
                write = write.ToArray();
            }

            read.Clear();
            Responder?.Invoke(settings, write, read);
        }
    }
}
