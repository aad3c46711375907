using WasiHal.Fake;
using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

/// <summary>Sends addresses alone on a simulated bus.</summary>
internal sealed class I2cProbeOverFake(FakeI2cBus fake) : II2cProbe
{
    /// <summary>The kernel's error number with which every probe fails.</summary>
    public int? Error { get; set; }

    public bool IsDisposed { get; private set; }

    public int Probe(I2cAddress address)
    {
        try
        {
            fake.WriteRead(address, [], []);
            return Error ?? 0;
        }
        catch (HardwareException fault)
        {
            return Error ?? KernelAnswer.Number(fault.Kind);
        }
    }

    public void Dispose() => IsDisposed = true;
}
