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
}
