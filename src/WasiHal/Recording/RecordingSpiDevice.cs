namespace WasiHal.Recording;

/// <summary>One chip on an SPI bus, recorded.</summary>
internal sealed class RecordingSpiDevice(IBoard board, BusTap tap, byte bus, byte chipSelect) : ISpiDevice
{
    private readonly string _name = BusNames.Spi(bus, chipSelect);
    private ISpiDevice? _inner;

    public int MaxTransferBytes => Inner.MaxTransferBytes;

    public void Transfer(SpiSettings settings, ReadOnlySpan<byte> write, Span<byte> read)
    {
        var entry = tap.Begin(BusVerb.SpiTransfer, _name);
        entry.Whole = settings.ClockHz;
        entry.SecondWhole = settings.Mode;
        entry.WriteLength = write.Length;
        var sent = SentBytes.Of(write, read, stackalloc byte[BusRecorder.KeptBytes]);
        try
        {
            Inner.Transfer(settings, write, read);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure, sent);
            throw;
        }

        tap.End(ref entry, sent, read);
    }

    private ISpiDevice Inner => _inner ??= board.GetSpiDevice(bus, chipSelect);
}
