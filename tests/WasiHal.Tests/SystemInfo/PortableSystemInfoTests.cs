namespace WasiHal.Tests.SystemInfo;

public sealed class PortableSystemInfoTests
{
    [Fact]
    public void EveryValue_ButTheName_IsAbsent()
    {
        var info = new PortableSystemInfo();

        Assert.Equal(Environment.MachineName, info.HostName);
        Assert.Null(info.ReadCpuTemperatureCelsius());
        Assert.Null(info.ReadCpuUsePercent());
        Assert.Null(info.ReadMemoryUsedBytes());
        Assert.Null(info.ReadMemoryTotalBytes());
        Assert.Null(info.ReadUptime());
        Assert.Null(info.ReadThrottled());
    }
}
