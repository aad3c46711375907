using Microsoft.Extensions.Time.Testing;
using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

public sealed class CpuUseTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CannedFiles _files = new();
    private readonly CpuUse _use;

    public CpuUseTests() => _use = new(_files, _time);

    [Fact]
    public void ReadPercent_FirstSample_IsAbsent()
    {
        Sample(user: 100, idle: 100);

        Assert.Null(_use.ReadPercent());
    }

    [Fact]
    public void ReadPercent_TwoSamples_IsTheShareThatWasNotIdle()
    {
        _files["proc/stat"] = "cpu  100 10 50 800 40 0 5 0 30 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n";
        _ = _use.ReadPercent();
        _time.Advance(TimeSpan.FromSeconds(5));
        _files["proc/stat"] = "cpu  120 10 60 860 50 0 5 0 50 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n";

        // 30 of 100 ticks were busy; guest time, the ninth field, is in user already.
        Assert.Equal(30, _use.ReadPercent()!.Value, 9);
    }

    [Fact]
    public void ReadPercent_SoonerThanTheInterval_IsTheLastValue()
    {
        Sample(user: 0, idle: 0);
        _ = _use.ReadPercent();
        Sample(user: 10, idle: 90);
        _time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.Null(_use.ReadPercent());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(10, _use.ReadPercent());
        Sample(user: 110, idle: 90);

        _time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.Equal(10, _use.ReadPercent());
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(100, _use.ReadPercent());
    }

    [Fact]
    public void ReadPercent_IowaitGoesBackwards_StaysInRange()
    {
        _files["proc/stat"] = "cpu  100 0 0 100 50 0 0 0 0 0\n";
        _ = _use.ReadPercent();
        _time.Advance(TimeSpan.FromSeconds(1));
        _files["proc/stat"] = "cpu  160 0 0 100 40 0 0 0 0 0\n";

        Assert.Equal(100, _use.ReadPercent());
    }

    [Fact]
    public void ReadPercent_NoTickWentBy_IsAbsent()
    {
        Sample(user: 10, idle: 10);
        _ = _use.ReadPercent();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(_use.ReadPercent());
    }

    [Theory]
    [InlineData("")]
    [InlineData("cpu")]
    [InlineData("cpu  1 2 3\n")]
    [InlineData("cpu  1 2 3 4 5 6 7 x 9 10\n")]
    [InlineData("cpu0 1 2 3 4 5 6 7 8 9 10\n")]
    [InlineData("cpu  -1 2 3 4 5 6 7 8 9 10\n")]
    public void ReadPercent_Malformed_IsAbsentAndStartsAnew(string text)
    {
        Sample(user: 0, idle: 0);
        _ = _use.ReadPercent();
        _time.Advance(TimeSpan.FromSeconds(1));
        _files["proc/stat"] = text;
        Assert.Null(_use.ReadPercent());

        Sample(user: 50, idle: 50);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_use.ReadPercent());
        Sample(user: 100, idle: 100);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(50, _use.ReadPercent());
    }

    private void Sample(int user, int idle) => _files["proc/stat"] = $"cpu  {user} 0 0 {idle} 0 0 0 0 0 0\n";
}
