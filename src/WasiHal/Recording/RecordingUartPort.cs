namespace WasiHal.Recording;

/// <summary>One serial port, recorded.</summary>
internal sealed class RecordingUartPort(IBoard board, BusTap tap, string name) : IUartPort
{
    private readonly string _name = BusNames.Uart(name);
    private IUartPort? _inner;

    public void Open(int baud)
    {
        var entry = tap.Begin(BusVerb.UartOpen, _name);
        entry.Whole = baud;
        try
        {
            Inner.Open(baud);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure);
            throw;
        }

        tap.End(ref entry);
    }

    public int Read(Span<byte> buffer, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var entry = tap.Begin(BusVerb.UartRead, _name);
        entry.Whole = buffer.Length;
        entry.Real = timeout.TotalSeconds;
        int count;
        try
        {
            count = Inner.Read(buffer, timeout, cancellationToken);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure);
            throw;
        }

        tap.End(ref entry, read: buffer[..count]);
        return count;
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        var entry = tap.Begin(BusVerb.UartWrite, _name);
        try
        {
            Inner.Write(data);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure, data);
            throw;
        }

        tap.End(ref entry, data);
    }

    /// <summary>Passes by unrecorded: a plugin has no such verb.</summary>
    public void Close() => Inner.Close();

    private IUartPort Inner => _inner ??= board.GetUartPort(name);
}
