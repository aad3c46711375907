using System.Device.I2c;
using WasiHal.Fake;

namespace WasiHal.Tests.Linux;

/// <summary>What lies beneath a <c>LinuxI2cBus</c>, over a simulated bus. It fails in the words of System.Device.Gpio.</summary>
internal sealed class I2cBusOverFake(FakeI2cBus fake) : I2cBus
{
    /// <summary>The addresses for which devices were made, in order.</summary>
    public List<int> Created { get; } = [];

    /// <summary>The verbs that were called, in order; none while it is null.</summary>
    public List<string>? Verbs { get; set; }

    /// <summary>The kernel's error number with which making a device fails.</summary>
    public int? CreateError { get; set; }

    /// <summary>The kernel's error number with which every transfer fails; 0 is a failure without a number.</summary>
    public int? TransferError { get; set; }

    public bool IsDisposed { get; private set; }

    public override I2cDevice CreateDevice(int deviceAddress)
    {
        if (CreateError is { } error)
        {
            throw KernelAnswer.Exception(error, ".");
        }

        Assert.DoesNotContain(deviceAddress, Created);
        Created.Add(deviceAddress);
        return new Device(this, new((byte)deviceAddress));
    }

    public override void RemoveDevice(int deviceAddress) => Created.Remove(deviceAddress);

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private void Transfer(string verb, I2cAddress address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        const string Words = " performing I2C data transfer.";
        Verbs?.Add(verb);
        if (TransferError is { } error)
        {
            throw KernelAnswer.Exception(error, Words);
        }

        try
        {
            fake.WriteRead(address, write, read);
        }
        catch (HardwareException fault)
        {
            throw KernelAnswer.Exception(KernelAnswer.Number(fault.Kind), Words);
        }
    }

    private sealed class Device(I2cBusOverFake bus, I2cAddress address) : I2cDevice
    {
        public override I2cConnectionSettings ConnectionSettings => new(1, address.Value);

        public override void Read(Span<byte> buffer) => bus.Transfer("read", address, [], buffer);

        public override void Write(ReadOnlySpan<byte> buffer) => bus.Transfer("write", address, buffer, []);

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) =>
            bus.Transfer("write-read", address, writeBuffer, readBuffer);

        protected override void Dispose(bool disposing)
        {
            bus.RemoveDevice(address.Value);
            base.Dispose(disposing);
        }
    }
}
