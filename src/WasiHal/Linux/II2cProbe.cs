namespace WasiHal.Linux;

/// <summary>Asks for an address alone, which System.Device.Gpio cannot. Never called by two threads at once.</summary>
internal interface II2cProbe : IDisposable
{
    /// <returns>0 when the address was acknowledged, else the kernel's error number.</returns>
    int Probe(I2cAddress address);
}
