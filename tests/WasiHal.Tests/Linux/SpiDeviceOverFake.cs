using System.Device.Spi;
using WasiHal.Fake;

namespace WasiHal.Tests.Linux;

/// <summary>What lies beneath a <c>LinuxSpiDevice</c>, over a simulated chip. It fails in the words of System.Device.Gpio.</summary>
internal sealed class SpiDeviceOverFake(FakeSpiDevice chip, SpiConnectionSettings settings) : SpiDevice
{
    /// <summary>What every transfer throws.</summary>
    public Exception? Error { get; init; }

    public bool IsDisposed { get; private set; }

    public override SpiConnectionSettings ConnectionSettings => settings;

    public override void Read(Span<byte> buffer) => throw new NotSupportedException();

    public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException();

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (Error is { } error)
        {
            throw error;
        }

        try
        {
            chip.Transfer(new(settings.ClockFrequency, (byte)settings.Mode), writeBuffer, readBuffer);
        }
        catch (HardwareException fault)
        {
            throw KernelAnswer.Exception(KernelAnswer.Number(fault.Kind), " performing SPI data transfer.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
