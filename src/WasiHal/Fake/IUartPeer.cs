namespace WasiHal.Fake;

/// <summary>A simulated device at the far end of a <see cref="FakeUartPort"/>; it sends with <see cref="FakeUartPort.Feed"/>.</summary>
public interface IUartPeer
{
    /// <summary>Takes what was written to the port, on the thread that wrote it. It may send at once.</summary>
    /// <param name="data">1 to 4096 bytes; a message may come in several calls.</param>
    void Receive(ReadOnlySpan<byte> data);
}
