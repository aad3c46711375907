using Microsoft.Extensions.Time.Testing;
using WasiHal.Hosting.Telemetry;

namespace WasiHal.Hosting.Tests.Telemetry;

public sealed class LoopPulseTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LoopPulse _sut;

    public LoopPulseTests() => _sut = new LoopPulse(_time);

    [Fact]
    public void Overdue_NothingPromised_IsNever()
    {
        _time.Advance(TimeSpan.FromDays(400));

        Assert.Null(_sut.Overdue);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3600)]
    public void Overdue_ThePromisedSilenceAndThePatience_AreStillWell(int seconds)
    {
        _sut.Expect(TimeSpan.FromSeconds(seconds));

        _time.Advance(TimeSpan.FromSeconds(seconds) + LoopPulse.Patience);
        Assert.Null(_sut.Overdue);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(LoopPulse.Patience + TimeSpan.FromSeconds(1), _sut.Overdue);
    }

    [Fact]
    public void Overdue_NegativeSilence_CountsFromNow()
    {
        _sut.Expect(TimeSpan.FromMinutes(-5));

        Assert.Null(_sut.Overdue);
    }

    [Fact]
    public void Overdue_HeardOfAgain_IsOver()
    {
        _sut.Expect(TimeSpan.Zero);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(_sut.Overdue);

        _sut.Expect(TimeSpan.Zero);
        Assert.Null(_sut.Overdue);

        _time.Advance(TimeSpan.FromMinutes(5));
        _sut.Rest();
        Assert.Null(_sut.Overdue);
    }
}
