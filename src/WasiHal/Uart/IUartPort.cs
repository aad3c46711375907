namespace WasiHal;

/// <summary>One serial port: 8 data bits, no parity, one stop bit, no handshake. Safe from any thread; callers queue.</summary>
public interface IUartPort
{
    /// <summary>Opens the port, or changes the rate of an open one.</summary>
    /// <param name="baud">50 to 4,000,000 bits a second.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>, <see cref="HardwareErrorKind.Invalid"/>.</exception>
    void Open(int baud);

    /// <summary>Takes what has arrived, waiting for the first byte.</summary>
    /// <param name="buffer">Filled from its start; 1 to 4096 bytes.</param>
    /// <param name="timeout">How long to wait for the first byte, 0 to 60 s; zero to look only.</param>
    /// <param name="cancellationToken">Ends the wait early; what has arrived is answered.</param>
    /// <returns>Number of bytes, 0 when none came.</returns>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: not open, or an argument out of range;
    /// <see cref="HardwareErrorKind.Overrun"/>: bytes were lost.</exception>
    int Read(Span<byte> buffer, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Sends bytes; returns when the buffer has taken all of them.</summary>
    /// <param name="data">1 to 4096 bytes.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: not open, or an argument out of range;
    /// <see cref="HardwareErrorKind.Timeout"/>: the buffer does not empty.</exception>
    void Write(ReadOnlySpan<byte> data);

    /// <summary>Closes the port; what has arrived and was not read is lost. Closing a closed port does nothing.</summary>
    void Close();
}
