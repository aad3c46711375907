using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakeBoardTests
{
    [Fact]
    public void Constructor_NoOptions_HasNeitherLedsNorRelaysNorLabels()
    {
        var board = new FakeBoard();

        Assert.Equal("fake", board.Provider);
        Assert.Equal(0, board.Leds.Count);
        Assert.Empty(board.Relays.Names);
        Assert.False(board.Gpio.TryResolve("fan", out _));
    }

    [Fact]
    public void Constructor_NoSystemInfo_HasTheMachinesOwn() =>
        Assert.Equal(BoardProvider.CreateSystemInfo(TimeProvider.System).HostName, new FakeBoard().SystemInfo.HostName);

    [Fact]
    public void Get_WhatIsThere_IsTheSameObjectThroughBothFaces()
    {
        var board = new FakeBoard();
        IBoard face = board;

        Assert.Same(board.GetI2cBus(1), face.GetI2cBus(1));
        Assert.Same(board.GetSpiDevice(0, 1), face.GetSpiDevice(0, 1));
        Assert.Same(board.GetPwmChannel(1), face.GetPwmChannel(1));
        Assert.Same(board.Gpio, face.Gpio);
        Assert.Same(board.Leds, face.Leds);
        Assert.Same(board.Buzzer, face.Buzzer);
        Assert.Same(board.Climate, face.Climate);
    }

    [Fact]
    public void Get_WhatIsNotThere_IsNotPresentAndNamesWhatIs()
    {
        IBoard board = new FakeBoard();

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => board.GetI2cBus(7), "I2C bus 7", "it has 1");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => board.GetSpiDevice(0, 2), "SPI bus");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => board.GetUartPort("gps"), "gps", "none");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => board.GetPwmChannel(2), "PWM channel 2", "0, 1");
    }

    [Fact]
    public void Add_WhatWasNotThere_IsThereAfterwards()
    {
        var board = new FakeBoard();

        Assert.Same(board.AddI2cBus(3), board.GetI2cBus(3));
        Assert.Same(board.AddUartPort("gps"), board.GetUartPort("GPS"));
        Assert.Same(board.AddI2cBus(1), board.GetI2cBus(1));
    }

    [Fact]
    public void ListParts_Always_IsWhatTheBoardHasNow()
    {
        var options = new BoardOptions();
        options.Leds.Count = 11;
        options.Relays["fan"] = new() { GpioPin = 27 };
        var board = new FakeBoard(options);
        board.AddUartPort("gps");
        board.AddI2cBus(0);
        board.Climate.SetDht22(4, new(20, 50));

        var parts = board.ListParts();

        Assert.Equal(Enumerable.Range(0, 54), parts.GpioPins);
        Assert.Equal<byte>([0, 1], parts.I2cBuses);
        Assert.Equal<(byte, byte)>([(0, 0), (0, 1)], parts.SpiDevices);
        Assert.Equal(["gps"], parts.UartPorts);
        Assert.Equal<byte>([0, 1], parts.PwmChannels);
        Assert.Equal([4], parts.ClimatePins);
        Assert.Equal(11, parts.LedCount);
        Assert.True(parts.HasBuzzer);
        Assert.Equal(["fan"], parts.Relays);
    }

    [Fact]
    public void Gpio_PinOfARelay_IsBusyAndSaysWhoseItIs()
    {
        var options = new BoardOptions();
        options.Relays["fan"] = new() { GpioPin = 27, ActiveLow = true };
        IBoard board = new FakeBoard(options);

        HardwareAssert.Throws(HardwareErrorKind.Busy, () => board.Gpio.Configure(27, GpioMode.Input), "GPIO 27", "relay \"fan\"");
        HardwareAssert.Throws(HardwareErrorKind.Busy, () => board.Gpio.Write(27, high: false));
        board.Relays.Set("fan", on: true);
        Assert.False(((FakeBoard)board).Gpio.GetLevel(27));
    }
}
