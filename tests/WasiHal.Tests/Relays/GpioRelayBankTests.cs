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

    private static FakeBoard CreateBoard(RelayOptions fan)
    {
        var options = new BoardOptions();
        options.Relays["fan"] = fan;
        return new(options);
    }
}
