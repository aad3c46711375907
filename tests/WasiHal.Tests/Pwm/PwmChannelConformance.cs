namespace WasiHal.Tests.Pwm;

/// <summary>What every PWM channel must do.</summary>
public abstract class PwmChannelConformance
{
    protected abstract IPwmChannel Channel { get; }

    /// <summary>What is put out, null while the channel is stopped.</summary>
    protected abstract (double FrequencyHz, double Duty)? Signal { get; }

    [Theory]
    [InlineData(0.1, 0.5)]
    [InlineData(0.7, 0.25)]
    [InlineData(50, 0.075)]
    [InlineData(440.5, 0.5)]
    [InlineData(2_000, 0)]
    [InlineData(2_000, 1)]
    [InlineData(1_000_000, 0.5)]
    public void Start_InRange_PutsOutTheSignal(double frequency, double duty)
    {
        Channel.Start(frequency, duty);

        AssertSignal(frequency, duty);
    }

    [Theory]
    [InlineData(100, 0.9, 10_000, 0.1)]
    [InlineData(10_000, 0.1, 100, 0.9)]
    [InlineData(10_000, 0.1, 9_000, 1)]
    [InlineData(1_000, 1, 1_001, 1)]
    [InlineData(1_000, 0.5, 1_000_000, 0)]
    [InlineData(1_000_000, 0, 0.1, 1)]
    public void Start_Running_ChangesTheSignal(double frequency, double duty, double nextFrequency, double nextDuty)
    {
        Channel.Start(frequency, duty);

        Channel.Start(nextFrequency, nextDuty);

        AssertSignal(nextFrequency, nextDuty);
    }

    [Fact]
    public void Stop_Running_EndsTheSignalAndMayBeRepeated()
    {
        Channel.Start(2_000, 0.25);

        Channel.Stop();
        Channel.Stop();

        Assert.Null(Signal);
        Channel.Start(1_000, 0.5);
        AssertSignal(1_000, 0.5);
    }

    [Fact]
    public void Stop_NeverStarted_DoesNothing()
    {
        Channel.Stop();

        Assert.Null(Signal);
    }

    [Theory]
    [InlineData(0.09, 0.5, "frequencyHz is 0.09", "0.1 to 1000000 Hz")]
    [InlineData(1_000_001, 0.5, "frequencyHz", "0.1 to 1000000 Hz")]
    [InlineData(double.NaN, 0.5, "frequencyHz is NaN", "0.1 to 1000000 Hz")]
    [InlineData(100, -0.01, "duty is -0.01", "0 to 1")]
    [InlineData(100, 1.01, "duty is 1.01", "0 to 1")]
    [InlineData(100, double.NaN, "duty is NaN", "0 to 1")]
    public void Start_OutOfRange_IsInvalidAndChangesNothing(double frequency, double duty, string what, string accepted)
    {
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Channel.Start(frequency, duty), what, accepted);

        Assert.Null(Signal);
    }

    private void AssertSignal(double frequency, double duty)
    {
        Assert.NotNull(Signal);
        Assert.InRange(Signal.Value.FrequencyHz, frequency * 0.999, frequency * 1.001);
        Assert.Equal(duty, Signal.Value.Duty, tolerance: 0.001);
    }
}
