using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakeSystemInfoTests
{
    [Fact]
    public void Read_NothingSet_IsUnknown()
    {
        var info = new FakeSystemInfo();

        Assert.Null(info.HostName);
        Assert.Null(info.ReadCpuTemperatureCelsius());
        Assert.Null(info.ReadCpuUsePercent());
        Assert.Null(info.ReadMemoryUsedBytes());
        Assert.Null(info.ReadMemoryTotalBytes());
        Assert.Null(info.ReadUptime());
        Assert.Null(info.ReadThrottled());
    }

    [Fact]
    public void Read_ValuesSet_AreThose()
    {
        ISystemInfo info = new FakeBoard(systemInfo: new FakeSystemInfo
        {
            HostName = "pi",
            CpuTemperatureCelsius = 76,
            CpuUsePercent = 12,
            MemoryUsedBytes = 1,
            MemoryTotalBytes = 2,
            Uptime = TimeSpan.FromSeconds(3),
            Throttled = true,
        }).SystemInfo;

        Assert.Equal("pi", info.HostName);
        Assert.Equal(76, info.ReadCpuTemperatureCelsius());
        Assert.Equal(12, info.ReadCpuUsePercent());
        Assert.Equal(1UL, info.ReadMemoryUsedBytes());
        Assert.Equal(2UL, info.ReadMemoryTotalBytes());
        Assert.Equal(TimeSpan.FromSeconds(3), info.ReadUptime());
        Assert.True(info.ReadThrottled());
    }
}
