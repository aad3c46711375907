using Microsoft.Extensions.Time.Testing;
using WasiHal.Cluster.Watchdog;

namespace WasiHal.Cluster.Tests.Watchdog;

public sealed class WorkSpanTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly WorkSpan _work;

    public WorkSpanTests() => _work = new(_time);

    [Fact]
    public void TooLong_IdleForADay_IsNothing()
    {
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Null(_work.TooLong);
    }

    [Fact]
    public void TooLong_WorkThatDoesNotEnd_IsForHowLong()
    {
        _work.Begin();
        _time.Advance(WorkSpan.Longest);
        Assert.Null(_work.TooLong);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.FromMinutes(16), _work.TooLong);

        _work.End();
        Assert.Null(_work.TooLong);
    }
}
