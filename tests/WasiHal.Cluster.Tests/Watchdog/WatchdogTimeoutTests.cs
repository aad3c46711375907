using WasiHal.Cluster.Watchdog;

namespace WasiHal.Cluster.Tests.Watchdog;

public sealed class WatchdogTimeoutTests
{
    [Theory]
    [InlineData("60000000", "7", 60)]
    [InlineData("60000000", null, 60)]
    [InlineData("60000000", "", 60)]
    [InlineData("1500000", "7", 1.5)]
    public void Parse_ForThisProcess_IsTheTime(string microseconds, string? processId, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), WatchdogTimeout.Parse(microseconds, processId, own: 7));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("60000000", "8")]
    [InlineData("60000000", "seven")]
    [InlineData("0", "7")]
    [InlineData("-1", "7")]
    [InlineData("soon", "7")]
    [InlineData("99999999999999999999", "7")]
    [InlineData("9223372036854775807", "7")]
    public void Parse_NothingOrForAnother_IsNothing(string? microseconds, string? processId) => Assert.Null(WatchdogTimeout.Parse(microseconds, processId, own: 7));
}
