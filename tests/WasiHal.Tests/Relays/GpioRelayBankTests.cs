using WasiHal.Fake;

namespace WasiHal.Tests.Relays;

public sealed class GpioRelayBankTests
{
    [Theory]
    [InlineData(false, "off", false)]
    [InlineData(false, "on", true)]
    [InlineData(true, "off", true)]
    [InlineData(true, "on", false)]
    public void Constructor_SafeState_IsOnThePinWithTheFirstLevel(bool activeLow, string safe, bool level)
    {
        var board = CreateBoard(new() { GpioPin = 27, ActiveLow = activeLow, Safe = safe });

        Assert.Equal(level ? GpioMode.OutputHigh : GpioMode.OutputLow, board.Gpio.GetMode(27));
        Assert.Equal(safe == "on", board.Relays.Get("fan"));
    }

    [Fact]
    public void Set_ActiveLow_OnIsLow()
    {
        var board = CreateBoard(new() { GpioPin = 27, ActiveLow = true });

        board.Relays.Set("FAN", on: true);
        var on = (board.Gpio.GetLevel(27), board.Relays.Get("fan"));
        board.Relays.Set("fan", on: false);

        Assert.Equal((false, true), on);
        Assert.Equal((true, false), (board.Gpio.GetLevel(27), board.Relays.Get("fan")));
    }

    [Fact]
    public void TimesSet_CountsWhoeverSetsIt_AndNotTheStart()
    {
        var board = CreateBoard(new() { GpioPin = 27 });
        var start = board.Relays.TimesSet("fan");

        board.Relays.Set("fan", on: true);
        board.Relays.Set("FAN", on: true);

        Assert.Equal((0, 2), (start, board.Relays.TimesSet("fan")));
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => board.Relays.TimesSet("pump"));
    }

    [Fact]
    public void GetAndSet_UnknownName_AreNotPresentAndNameTheOthers()
    {
        var board = CreateBoard(new() { GpioPin = 27 });

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => board.Relays.Get("pump"), "\"pump\"", "it has fan");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => board.Relays.Set("pump", on: true));
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => new FakeBoard().Relays.Get("fan"), "none");
        Assert.Equal(["fan"], board.Relays.Names);
    }

    [Fact]
    public void Constructor_NoPin_IsInvalid() =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => CreateBoard(new()), "gpio_pin", "fan");

    [Theory]
    [InlineData(false, "off", false)]
    [InlineData(false, "on", true)]
    [InlineData(true, "off", true)]
    [InlineData(true, "on", false)]
    public void MakeSafe_RelayWasSet_GoesToItsSafeStateAndStaysThere(bool activeLow, string safe, bool level)
    {
        var board = CreateBoard(new() { GpioPin = 27, ActiveLow = activeLow, Safe = safe });
        var relays = (GpioRelayBank)board.Relays;
        relays.Set("fan", safe == "off");

        var faults = relays.MakeSafe();

        Assert.Empty(faults);
        Assert.Equal((level, safe == "on"), (board.Gpio.GetLevel(27), relays.Get("fan")));
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => relays.Set("fan", safe == "off"), "\"fan\"", "safe state");
        Assert.Equal(level, board.Gpio.GetLevel(27));
    }

    [Fact]
    public void MakeSafe_OnePinFails_DoesNotKeepTheOthers()
    {
        var options = new BoardOptions();
        options.Relays["first"] = new() { GpioPin = 5, Safe = "on" };
        options.Relays["second"] = new() { GpioPin = 6 };
        options.Relays["third"] = new() { GpioPin = 7, Safe = "on" };
        var board = new FakeBoard(options);
        var relays = (GpioRelayBank)board.Relays;
        foreach (var name in relays.Names)
        {
            relays.Set(name, name == "second");
        }

        board.Gpio.Configure(6, GpioMode.Input);
        var faults = relays.MakeSafe();

        Assert.Equal(["second"], faults.Keys);
        Assert.Equal((true, true), (board.Gpio.GetLevel(5), board.Gpio.GetLevel(7)));
        Assert.True(relays.Get("second"));
    }

    private static FakeBoard CreateBoard(RelayOptions fan)
    {
        var options = new BoardOptions();
        options.Relays["fan"] = fan;
        return new(options);
    }
}
