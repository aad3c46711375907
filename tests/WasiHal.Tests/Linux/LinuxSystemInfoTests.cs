using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

public sealed class LinuxSystemInfoTests
{
    private const string Throttled = "sys/devices/platform/soc/soc:firmware/get_throttled";

    private readonly FakeTimeProvider _time = new();
    private readonly CannedFiles _files = new();
    private readonly LinuxSystemInfo _info;

    public LinuxSystemInfoTests() => _info = new(_files, _time);

    [Fact]
    public void EveryValue_NothingThere_IsAbsent()
    {
        Assert.Null(_info.HostName);
        Assert.Null(_info.ReadCpuTemperatureCelsius());
        Assert.Null(_info.ReadCpuUsePercent());
        Assert.Null(_info.ReadMemoryUsedBytes());
        Assert.Null(_info.ReadMemoryTotalBytes());
        Assert.Null(_info.ReadUptime());
        Assert.Null(_info.ReadThrottled());
    }

    [Fact]
    public void HostName_WithLineEnd_IsTheNameAlone()
    {
        _files["proc/sys/kernel/hostname"] = "pi4-node-1\n";

        Assert.Equal("pi4-node-1", _info.HostName);
    }

    [Fact]
    public void ReadMemory_Meminfo_IsInBytes()
    {
        _files["proc/meminfo"] = "MemTotal:        3884092 kB\nMemFree:          100000 kB\nMemAvailable:    2884092 kB\nBuffers: 1 kB\n";

        Assert.Equal(3_884_092UL * 1024, _info.ReadMemoryTotalBytes());
        Assert.Equal(1_000_000UL * 1024, _info.ReadMemoryUsedBytes());
    }

    [Theory]
    [InlineData("")]
    [InlineData("MemTotal:")]
    [InlineData("MemTotal:  kB\n")]
    [InlineData("MemTotal:  12x kB\n")]
    [InlineData("MemTotal:  -12 kB\n")]
    [InlineData("MemTotal:  12 MB\n")]
    [InlineData("MemTotal:  0 kB\n")]
    [InlineData("MemTotal:  9223372036854775807 kB\n")]
    [InlineData("MemTotal:  99999999999999999999999 kB\n")]
    public void ReadMemoryTotal_Malformed_IsAbsent(string text)
    {
        _files["proc/meminfo"] = text;

        Assert.Null(_info.ReadMemoryTotalBytes());
    }

    [Theory]
    [InlineData("MemTotal: 100 kB\nMemFree: 50 kB\n")]
    [InlineData("MemTotal: 100 kB\nMemAvailable: 101 kB\n")]
    [InlineData("MemAvailable: 10 kB\n")]
    public void ReadMemoryUsed_HalfOfItMissingOrImpossible_IsAbsent(string text)
    {
        _files["proc/meminfo"] = text;

        Assert.Null(_info.ReadMemoryUsedBytes());
    }

    [Fact]
    public void ReadUptime_FirstField_IsSeconds()
    {
        _files["proc/uptime"] = "1309.85 2057.25\n";

        Assert.Equal(TimeSpan.FromSeconds(1309.85), _info.ReadUptime());
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon\n")]
    [InlineData("-5.00 1.00\n")]
    [InlineData("12")]
    [InlineData("1e300 1\n")]
    [InlineData("99999999999999999999.5 1\n")]
    public void ReadUptime_Malformed_IsAbsent(string text)
    {
        _files["proc/uptime"] = text;

        Assert.Null(_info.ReadUptime());
    }

    [Theory]
    [InlineData("0\n", false)]
    [InlineData("50005\n", true)]
    [InlineData("50000\n", false)]
    [InlineData("8", true)]
    [InlineData("f0000\n", false)]
    public void ReadThrottled_FirmwareFlags_AreThoseOfThisMoment(string text, bool throttled)
    {
        _files[Throttled] = text;

        Assert.Equal(throttled, _info.ReadThrottled());
    }

    [Theory]
    [InlineData("")]
    [InlineData("throttled=0x5")]
    [InlineData("0x5")]
    [InlineData("123456789\n")]
    public void ReadThrottled_Malformed_IsAbsent(string text)
    {
        _files[Throttled] = text;

        Assert.Null(_info.ReadThrottled());
    }

    [Theory]
    [InlineData("1\n", true)]
    [InlineData("0\n", false)]
    public void ReadThrottled_VoltageMonitorOnly_IsItsAlarm(string text, bool throttled)
    {
        _files["sys/class/hwmon/hwmon0/name"] = "cpu_thermal\n";
        _files["sys/class/hwmon/hwmon0/in0_lcrit_alarm"] = throttled ? "0\n" : "1\n";
        _files["sys/class/hwmon/hwmon1/name"] = "rpi_volt\n";
        _files["sys/class/hwmon/hwmon1/in0_lcrit_alarm"] = text;

        Assert.Equal(throttled, _info.ReadThrottled());
    }

    [Fact]
    public void ReadThrottled_SensorAppearsLater_IsFoundAfterAMinuteAndNotSearchedForBefore()
    {
        Assert.Null(_info.ReadThrottled());
        var reads = _files.Reads;
        _files[Throttled] = "0\n";

        Assert.Null(_info.ReadThrottled());
        Assert.Equal(reads, _files.Reads);
        _time.Advance(SensorPath.Retry);

        Assert.False(_info.ReadThrottled());
    }

    [Fact]
    public void RealMachine_Memory_IsThatOfMeminfo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs the /proc of a Linux kernel.");
        var line = File.ReadLines("/proc/meminfo").Single(text => text.StartsWith("MemTotal:", StringComparison.Ordinal));
        var kibibytes = ulong.Parse(line.AsSpan("MemTotal:".Length, line.Length - "MemTotal: kB".Length), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        var info = BoardProvider.CreateSystemInfo(TimeProvider.System);

        Assert.Equal(kibibytes * 1024, info.ReadMemoryTotalBytes());
        Assert.InRange(info.ReadMemoryUsedBytes()!.Value, 1UL, kibibytes * 1024);
        Assert.True(info.ReadUptime() > TimeSpan.Zero);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/hostname").Trim(), info.HostName);
    }

    [Fact]
    public void RealMachine_SecondRead_MakesNoGarbage()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs the /proc of a Linux kernel.");
        var info = new LinuxSystemInfo(new KernelFiles("/"), _time);
        ReadAll(info);
        _time.Advance(CpuUse.ShortestInterval);
        ReadAll(info);
        _time.Advance(CpuUse.ShortestInterval);

        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll(info);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256);
    }

    private static void ReadAll(LinuxSystemInfo info)
    {
        _ = info.ReadCpuTemperatureCelsius();
        _ = info.ReadCpuUsePercent();
        _ = info.ReadMemoryTotalBytes();
        _ = info.ReadMemoryUsedBytes();
        _ = info.ReadUptime();
        _ = info.ReadThrottled();
    }
}
