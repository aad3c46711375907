using WasiHal.Linux;
using WasiHal.Tests.Pwm;

namespace WasiHal.Tests.Linux;

public sealed class LinuxPwmChannelConformanceTests : PwmChannelConformance, IDisposable
{
    private readonly KernelPwm _kernel = new();
    private readonly LinuxPwmChannel _channel;

    public LinuxPwmChannelConformanceTests() => _channel = new(_kernel, TimeProvider.System, chip: 0, channel: 1);

    protected override IPwmChannel Channel => _channel;

    protected override (double FrequencyHz, double Duty)? Signal => _kernel.SignalOf(1);

    public void Dispose() => _channel.Dispose();
}
