namespace WasiHal.Recording;

/// <summary>One chip on an SPI bus of a recording.</summary>
internal sealed class ReplaySpiDevice(ReplayScript script, string name) : ISpiDevice
{
    /// <summary>What any device takes: a recording does not say what its own took.</summary>
    public int MaxTransferBytes => Require.MaxTransferBytes;

    public void Transfer(SpiSettings settings, ReadOnlySpan<byte> write, Span<byte> read)
    {
        var request = new BusEntry { Verb = BusVerb.SpiTransfer, Bus = name, Whole = settings.ClockHz, SecondWhole = settings.Mode, WriteLength = write.Length };
        script.Answer(script.Next(in request, write), read);
    }
}
