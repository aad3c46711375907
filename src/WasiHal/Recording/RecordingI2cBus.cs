namespace WasiHal.Recording;

/// <summary>One I²C bus, recorded.</summary>
internal sealed class RecordingI2cBus(IBoard board, BusTap tap, byte bus) : II2cBus
{
    private readonly string _name = BusNames.I2c(bus);
    private II2cBus? _inner;

    public void WriteRead(I2cAddress address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        var entry = tap.Begin(BusVerb.I2cTransfer, _name);
        entry.Address = address.Value;
        entry.WriteLength = write.Length;
        entry.ReadLength = read.Length;
        var sent = SentBytes.Of(write, read, stackalloc byte[BusRecorder.KeptBytes]);
        try
        {
            (_inner ??= board.GetI2cBus(bus)).WriteRead(address, write, read);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure, sent);
            throw;
        }

        tap.End(ref entry, sent, read);
    }
}
