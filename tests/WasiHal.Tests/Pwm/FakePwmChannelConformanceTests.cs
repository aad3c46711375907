using WasiHal.Fake;

namespace WasiHal.Tests.Pwm;

public sealed class FakePwmChannelConformanceTests : PwmChannelConformance
{
    private readonly FakePwmChannel _channel = new FakeBoard().GetPwmChannel(0);

    protected override IPwmChannel Channel => _channel;

    protected override (double FrequencyHz, double Duty)? Signal => _channel.Signal;
}
