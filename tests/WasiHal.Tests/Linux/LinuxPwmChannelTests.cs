using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

public sealed class LinuxPwmChannelTests : IDisposable
{
    private readonly LeapingTime _time = new();
    private readonly KernelPwm _kernel = new();
    private readonly LinuxPwmChannel _channel;

    public LinuxPwmChannelTests() => _channel = new(_kernel, _time, chip: 0, channel: 0);

    public void Dispose() => _channel.Dispose();

    [Fact]
    public void Start_New_ExportsAndSetsThePeriodBeforeThePulse()
    {
        _channel.Start(2_000, 0.25);

        Assert.Equal(["export 0", "pwm0/period 500000", "pwm0/duty_cycle 125000", "pwm0/enable 1"], _kernel.Writes);
    }

    [Fact]
    public void Start_ShorterPeriodThanThePulse_ShortensThePulseFirst()
    {
        _channel.Start(1_000, 0.9);

        _channel.Start(10_000, 0.5);

        Assert.Equal(["pwm0/duty_cycle 50000", "pwm0/period 100000", "pwm0/duty_cycle 50000", "pwm0/enable 1"], _kernel.Writes.Skip(4));
    }

    [Fact]
    public void Start_AnotherDuty_PutsOutNoGap()
    {
        _channel.Start(50, 0.05);

        _channel.Start(50, 0.1);

        Assert.DoesNotContain("pwm0/duty_cycle 0", _kernel.Writes);
        Assert.DoesNotContain("pwm0/enable 0", _kernel.Writes);
    }

    [Fact]
    public void Start_LeftRunningAndInversed_IsTakenOverAndMadeNormal()
    {
        _kernel.Leave(0, period: 1_000, duty: 900, enabled: true, inversed: true);

        _channel.Start(2_000_000 / 4, 0.25);

        Assert.Equal((500_000, 0.25), _kernel.SignalOf(0));
        Assert.DoesNotContain("export 0", _kernel.Writes);
    }

    [Fact]
    public void Stop_Running_MakesTheOutputLowBeforeItIsSwitchedOff()
    {
        _channel.Start(2_000, 0.25);

        _channel.Stop();

        Assert.Equal(["pwm0/duty_cycle 0", "pwm0/enable 0"], _kernel.Writes.Skip(4));
    }

    [Fact]
    public void Dispose_Running_StopsAndGivesTheChannelBack()
    {
        _channel.Start(2_000, 0.25);

        _channel.Dispose();
        _channel.Dispose();

        Assert.Equal(["pwm0/duty_cycle 0", "pwm0/enable 0", "unexport 0"], _kernel.Writes.Skip(4));
        Assert.Throws<ObjectDisposedException>(() => _channel.Start(1, 1));
    }

    [Fact]
    public void Dispose_NeverStarted_TouchesNothing()
    {
        _kernel.Leave(0, period: 1_000, duty: 900, enabled: true, inversed: false);

        _channel.Dispose();

        Assert.Empty(_kernel.Writes);
    }

    [Fact]
    public void Start_NoChip_IsNotPresentUntilThereIsOne()
    {
        _kernel.Present = false;
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _channel.Start(50, 0.5), "PWM chip 0", "dtoverlay=pwm", "pwm-2chan", "/boot/firmware/config.txt");

        _kernel.Present = true;
        _channel.Start(50, 0.5);

        Assert.Equal((50, 0.5), _kernel.SignalOf(0));
    }

    [Theory]
    [InlineData(2, "it has channels 0 to 1")]
    [InlineData(0, "it has none")]
    public void Start_ChannelThatTheChipLacks_IsNotPresentAndNamesThoseItHas(int channels, string has)
    {
        using var channel = new LinuxPwmChannel(new KernelPwm(chip: 3, channels), _time, chip: 3, channel: 7);

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => channel.Start(50, 0.5), "channel 7 of PWM chip 3", has);
    }

    [Fact]
    public void AnyVerb_ChipVanishes_IsNotPresentAndStartWorksWhenItIsBack()
    {
        _channel.Start(50, 0.5);
        _kernel.Present = false;
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, _channel.Stop);
        _channel.Stop();
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _channel.Start(50, 0.5));

        _kernel.Present = true;
        _channel.Start(60, 0.5);

        Assert.NotNull(_kernel.SignalOf(0));
    }

    [Theory]
    [InlineData("export", KernelError.AccessDenied, HardwareErrorKind.Denied, "group gpio")]
    [InlineData("export", KernelError.Busy, HardwareErrorKind.Busy, "Another driver")]
    [InlineData("pwm0/period", KernelError.Invalid, HardwareErrorKind.Invalid, "frequencyHz is 50")]
    [InlineData("pwm0/period", 34, HardwareErrorKind.Invalid, "frequencyHz is 50")]
    [InlineData("pwm0/enable", KernelError.InputOutput, HardwareErrorKind.Other, "failed")]
    public void Start_KernelRefuses_SaysWhy(string file, int error, HardwareErrorKind kind, string words)
    {
        _kernel.Refuse = (file, error, 1);

        HardwareAssert.Throws(kind, () => _channel.Start(50, 0.5), "PWM chip 0", words);
        _channel.Start(50, 0.5);

        Assert.Equal((50, 0.5), _kernel.SignalOf(0));
    }

    [Fact]
    public void Start_PeriodThatTheChipCannotDo_IsInvalidAndTheOldSignalGoesOn()
    {
        _kernel.ShortestPeriod = 10_000;
        _channel.Start(1_000, 0.5);

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _channel.Start(500_000.5, 0.5), "frequencyHz is 500000.5");

        Assert.Equal((1_000, 0.5), _kernel.SignalOf(0));
    }

    [Fact]
    public void Start_PermissionsComeLater_WaitsForThem()
    {
        _kernel.Refuse = ("pwm0/period", KernelError.AccessDenied, 3);

        _channel.Start(50, 0.5);

        Assert.Equal((50, 0.5), _kernel.SignalOf(0));
        Assert.Equal(3, _kernel.Refused);
    }

    [Fact]
    public void Start_PermissionsNeverCome_IsDeniedAfterASecond()
    {
        _kernel.Refuse = ("pwm0/period", KernelError.AccessDenied, int.MaxValue);
        var begin = _time.GetTimestamp();

        HardwareAssert.Throws(HardwareErrorKind.Denied, () => _channel.Start(50, 0.5), "group gpio");

        Assert.Equal(TimeSpan.FromSeconds(1), _time.GetElapsedTime(begin));
    }
}
