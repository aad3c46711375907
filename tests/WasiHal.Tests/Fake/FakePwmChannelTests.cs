using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakePwmChannelTests
{
    private readonly FakePwmChannel _channel = new FakeBoard().GetPwmChannel(0);

    [Fact]
    public void Start_ThenStop_ShowsTheSignalInBetween()
    {
        var before = _channel.Signal;
        _channel.Start(2_000, 0.25);
        var during = _channel.Signal;
        _channel.Stop();
        _channel.Stop();

        Assert.Null(before);
        Assert.Equal((2_000, 0.25), during);
        Assert.Null(_channel.Signal);
    }

    [Theory]
    [InlineData(0.09, 0.5, "frequencyHz is 0.09", "0.1 to 1000000 Hz")]
    [InlineData(1_000_001, 0.5, "frequencyHz", "0.1 to 1000000 Hz")]
    [InlineData(double.NaN, 0.5, "frequencyHz is NaN", "0.1 to 1000000 Hz")]
    [InlineData(100, -0.01, "duty is -0.01", "0 to 1")]
    [InlineData(100, 1.01, "duty is 1.01", "0 to 1")]
    [InlineData(100, double.NaN, "duty is NaN", "0 to 1")]
    public void Start_OutOfRange_IsInvalid(double frequency, double duty, string what, string accepted) =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _channel.Start(frequency, duty), what, accepted);
}
