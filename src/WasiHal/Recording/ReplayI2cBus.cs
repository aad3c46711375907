namespace WasiHal.Recording;

/// <summary>One I²C bus of a recording.</summary>
internal sealed class ReplayI2cBus(ReplayScript script, string name) : II2cBus
{
    public void WriteRead(I2cAddress address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        var request = new BusEntry { Verb = BusVerb.I2cTransfer, Bus = name, Address = address.Value, WriteLength = write.Length, ReadLength = read.Length };
        script.Answer(script.Next(in request, write), read);
    }
}
