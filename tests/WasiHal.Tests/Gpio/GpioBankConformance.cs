namespace WasiHal.Tests.Gpio;

/// <summary>What every bank of pins must do. <see cref="Free"/> is a pin to which nothing is connected.</summary>
public abstract class GpioBankConformance
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected abstract IGpioBank Bank { get; }

    protected abstract int Free { get; }

    protected abstract int Missing { get; }

    [Theory]
    [InlineData(GpioMode.InputPullUp, true)]
    [InlineData(GpioMode.InputPullDown, false)]
    [InlineData(GpioMode.OutputLow, false)]
    [InlineData(GpioMode.OutputHigh, true)]
    public void Read_JustConfigured_HasTheLevelOfTheMode(GpioMode mode, bool high)
    {
        Bank.Configure(Free, mode);

        Assert.Equal(high, Bank.Read(Free));
    }

    [Fact]
    public void Write_Output_IsReadBack()
    {
        Bank.Configure(Free, GpioMode.OutputLow);

        Bank.Write(Free, high: true);
        var afterHigh = Bank.Read(Free);
        Bank.Write(Free, high: false);

        Assert.True(afterHigh);
        Assert.False(Bank.Read(Free));
    }

    [Fact]
    public void Read_NotConfigured_IsInvalid() =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Bank.Read(Free), "not configured");

    [Fact]
    public void Write_Input_IsInvalid()
    {
        Bank.Configure(Free, GpioMode.Input);

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Bank.Write(Free, high: true), "output");
    }

    [Fact]
    public void WaitForEdge_Output_IsInvalid()
    {
        Bank.Configure(Free, GpioMode.OutputLow);

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Bank.WaitForEdge(Free, GpioEdge.Both, TimeSpan.Zero, Stop), "input");
    }

    [Fact]
    public void WaitForEdge_NoTime_SaysNoEdge()
    {
        Bank.Configure(Free, GpioMode.InputPullUp);

        Assert.False(Bank.WaitForEdge(Free, GpioEdge.Both, TimeSpan.Zero, Stop));
    }

    [Fact]
    public void WaitForEdge_Cancelled_SaysNoEdge()
    {
        Bank.Configure(Free, GpioMode.InputPullUp);

        Assert.False(Bank.WaitForEdge(Free, GpioEdge.Both, TimeSpan.FromSeconds(60), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Watch_Output_IsInvalid()
    {
        Bank.Configure(Free, GpioMode.OutputLow);

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Bank.Watch(Free, GpioEdge.Both, _ => { }), "input");
    }

    [Fact]
    public void Watch_Ended_CanBeEndedAgainAndBegunAnew()
    {
        Bank.Configure(Free, GpioMode.InputPullUp);
        var first = Bank.Watch(Free, GpioEdge.Both, _ => { });

        first.Dispose();
        first.Dispose();
        using var second = Bank.Watch(Free, GpioEdge.Rising, _ => { });

        Assert.True(Bank.Read(Free));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(60_001)]
    public void WaitForEdge_TimeoutOutOfRange_IsInvalid(int milliseconds)
    {
        Bank.Configure(Free, GpioMode.Input);

        HardwareAssert.Throws(
            HardwareErrorKind.Invalid,
            () => Bank.WaitForEdge(Free, GpioEdge.Rising, TimeSpan.FromMilliseconds(milliseconds), Stop),
            "timeout", "0 to 60000 ms");
    }

    [Fact]
    public void AnyVerb_MissingPin_IsNotPresent()
    {
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => Bank.Configure(Missing, GpioMode.Input), "pin");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => Bank.Read(Missing));
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => Bank.Write(Missing, high: true));
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => Bank.WaitForEdge(Missing, GpioEdge.Both, TimeSpan.Zero, Stop));
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => Bank.Watch(Missing, GpioEdge.Both, _ => { }));
    }

    [Fact]
    public void UndefinedEnum_IsInvalid()
    {
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Bank.Configure(Free, (GpioMode)9), "mode is 9", "OutputHigh");
        Bank.Configure(Free, GpioMode.Input);
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Bank.WaitForEdge(Free, (GpioEdge)9, TimeSpan.Zero, Stop), "edge is 9", "Falling");
    }

    [Theory]
    [InlineData("17", 17)]
    [InlineData("0", 0)]
    public void TryResolve_Number_IsThePin(string name, int pin)
    {
        Assert.True(Bank.TryResolve(name, out var resolved));

        Assert.Equal(pin, resolved);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData(" 17")]
    [InlineData("+17")]
    [InlineData("0x11")]
    [InlineData("99999999999")]
    [InlineData("no such label")]
    public void TryResolve_NeitherNumberNorLabel_IsRefused(string? name) => Assert.False(Bank.TryResolve(name, out _));
}
