namespace WasiHal;

/// <summary>One chip on an SPI bus. Each call is one transfer with the chip selected throughout. Safe from any thread; callers queue.</summary>
public interface ISpiDevice
{
    /// <summary>The longest transfer in bytes, at least 1: what the driver's buffer holds.</summary>
    int MaxTransferBytes { get; }

    /// <summary>Sends <paramref name="write"/> and fills <paramref name="read"/> with what is clocked in meanwhile.</summary>
    /// <param name="settings">Clock and mode of this transfer.</param>
    /// <param name="write">1 to <see cref="MaxTransferBytes"/> bytes.</param>
    /// <param name="read">As long as <paramref name="write"/>; it may be the same memory.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: lengths or settings;
    /// <see cref="HardwareErrorKind.NotPresent"/>, <see cref="HardwareErrorKind.Bus"/>.</exception>
    void Transfer(SpiSettings settings, ReadOnlySpan<byte> write, Span<byte> read);
}
