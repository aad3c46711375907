namespace WasiHal.Fake;

/// <summary>A device on a <see cref="FakeI2cBus"/>.</summary>
public interface II2cTarget
{
    /// <summary>Takes part in one bus transaction. Never called by two threads at once by one bus.</summary>
    /// <param name="write">What the controller sends, possibly nothing.</param>
    /// <param name="read">What it wants to read, possibly nothing: 0xff at first, as an idle bus reads; to be filled.</param>
    /// <exception cref="HardwareException">The transaction fails so: a fault that the test wants to see handled.</exception>
    void Transfer(ReadOnlySpan<byte> write, Span<byte> read);
}
