namespace WasiHal;

/// <summary>One I²C bus. Each call is one bus transaction. Safe from any thread; callers queue.</summary>
public interface II2cBus
{
    /// <summary>
    /// Sends <paramref name="write"/>, then, when both halves are present, a repeated start, then fills
    /// <paramref name="read"/>. With both empty only the address is sent.
    /// </summary>
    /// <param name="address">7-bit, right-aligned: 0x76, not 0xEC.</param>
    /// <param name="write">0 to 4096 bytes, without the address byte.</param>
    /// <param name="read">Filled completely, 0 to 4096 bytes.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NoAcknowledge"/>: nothing answers there;
    /// <see cref="HardwareErrorKind.Bus"/>, <see cref="HardwareErrorKind.ArbitrationLost"/>,
    /// <see cref="HardwareErrorKind.Timeout"/>: faults of the wire; <see cref="HardwareErrorKind.Invalid"/>: more than
    /// 4096 bytes.</exception>
    void WriteRead(I2cAddress address, ReadOnlySpan<byte> write, Span<byte> read);
}
