namespace WasiHal.Recording;

/// <summary>One chip on an SPI bus, recorded.</summary>
internal sealed class RecordingSpiDevice(IBoard board, BusRecorder recorder, byte bus, byte chipSelect) : ISpiDevice
{
    private readonly string _name = BusNames.Spi(bus, chipSelect);
    private ISpiDevice? _inner;

    public void Transfer(SpiSettings settings, ReadOnlySpan<byte> write, Span<byte> read)
    {
        var entry = recorder.Begin(BusVerb.SpiTransfer, _name);
        entry.Whole = settings.ClockHz;
        entry.SecondWhole = settings.Mode;
        entry.WriteLength = write.Length;
        var sent = SentBytes.Of(write, read, stackalloc byte[BusRecorder.KeptBytes]);
        try
        {
            (_inner ??= board.GetSpiDevice(bus, chipSelect)).Transfer(settings, write, read);
        }
        catch (Exception failure)
        {
            recorder.Fail(ref entry, failure, sent);
            throw;
        }

        recorder.End(ref entry, sent, read);
    }
}
