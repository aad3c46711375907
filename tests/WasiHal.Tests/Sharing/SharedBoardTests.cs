using WasiHal.Fake;
using WasiHal.Sharing;

namespace WasiHal.Tests.Sharing;

public sealed class SharedBoardTests
{
    private readonly FakeBoard _board = new();
    private readonly SharedBoard _sut;

    public SharedBoardTests()
    {
        _board.AddUartPort("gps");
        _sut = new(_board);
    }

    public static TheoryData<string> Exclusive => [.. Verbs.Keys];

    private static Dictionary<string, (string Part, Action<IBoard> Use)> Verbs { get; } = new(StringComparer.Ordinal)
    {
        ["configure"] = ("gpio-17", board => board.Gpio.Configure(17, GpioMode.OutputHigh)),
        ["read"] = ("gpio-17", board => board.Gpio.Read(17)),
        ["write"] = ("gpio-17", board => board.Gpio.Write(17, high: true)),
        ["wait"] = ("gpio-17", board => board.Gpio.WaitForEdge(17, GpioEdge.Both, TimeSpan.Zero, default)),
        ["watch"] = ("gpio-17", board => board.Gpio.Watch(17, GpioEdge.Both, _ => { })),
        ["open"] = ("uart-gps", board => board.GetUartPort("gps").Open(9600)),
        ["receive"] = ("uart-gps", board => board.GetUartPort("gps").Read(new byte[1], TimeSpan.Zero, default)),
        ["send"] = ("uart-gps", board => board.GetUartPort("gps").Write([1])),
        ["close"] = ("uart-gps", board => board.GetUartPort("gps").Close()),
        ["start"] = ("pwm-0", board => board.GetPwmChannel(0).Start(50, 0.5)),
        ["stop"] = ("pwm-0", board => board.GetPwmChannel(0).Stop()),
        ["transfer"] = ("spi-0.1", board => board.GetSpiDevice(0, 1).Transfer(SpiSettings.Default, [1], new byte[1])),
    };

    [Theory]
    [MemberData(nameof(Exclusive))]
    public void AnyVerb_PartOfAnotherOwner_IsBusyAndNamesTheOwner(string verb)
    {
        using var bell = _sut.Lease("plugin door-bell");
        using var other = _sut.Lease("plugin lamp");
        UseAll(bell);

        HardwareAssert.Throws(HardwareErrorKind.Busy, () => Verbs[verb].Use(other), Verbs[verb].Part, "in use by plugin door-bell");
    }

    [Fact]
    public void Lease_SameOwnerTwice_SharesItsPartsUntilBothEnd()
    {
        var old = _sut.Lease("plugin door-bell");
        var next = _sut.Lease("plugin door-bell");
        using var other = _sut.Lease("plugin lamp");
        UseAll(old);
        next.Gpio.Write(17, high: true);

        old.Dispose();

        Assert.True(_board.Gpio.GetLevel(17));
        HardwareAssert.Throws(HardwareErrorKind.Busy, () => other.Gpio.Read(17), "plugin door-bell");
        next.Dispose();
        other.Gpio.Configure(17, GpioMode.InputPullUp);
        Assert.True(other.Gpio.Read(17));
    }

    [Fact]
    public void Dispose_WhatWasUsed_IsSafeAndFree()
    {
        var lease = _sut.Lease("plugin door-bell");
        UseAll(lease);
        _board.Gpio.Write(17, high: true);

        lease.Dispose();

        Assert.Equal(GpioMode.Input, _board.Gpio.GetMode(17));
        Assert.Null(_board.GetPwmChannel(0).Signal);
        Assert.Null(_board.GetUartPort("gps").Baud);
        using var other = _sut.Lease("plugin lamp");
        UseAll(other);
    }

    [Fact]
    public void Dispose_ThenUsed_IsRefusedAndTakesNothing()
    {
        var lease = _sut.Lease("plugin door-bell");
        lease.Dispose();
        lease.Dispose();

        Assert.Throws<ObjectDisposedException>(() => lease.Gpio.Configure(17, GpioMode.OutputHigh));

        Assert.Null(_board.Gpio.GetMode(17));
        using var other = _sut.Lease("plugin lamp");
        UseAll(other);
    }

    [Fact]
    public void SharedParts_TwoOwners_UseThemBoth()
    {
        using var one = _sut.Lease("plugin a");
        using var two = _sut.Lease("plugin b");
        _board.GetI2cBus(1).Attach(new I2cAddress(0x20), new FakeI2cRegisters());
        _board.Climate.SetDht22(4, new(21, 40));

        foreach (var board in new IBoard[] { one, two })
        {
            board.GetI2cBus(1).WriteRead(new I2cAddress(0x20), [0], []);
            board.Buzzer.Beep(1, TimeSpan.FromMilliseconds(10), TimeSpan.Zero);
            Assert.Equal(21, board.Climate.ReadDht22(4).TemperatureCelsius);
        }
    }

    [Fact]
    public void MissingParts_AreNotPresentAsWithoutALease()
    {
        using var lease = _sut.Lease("plugin a");

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => lease.Gpio.Read(54), "pin 54");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => lease.Gpio.Read(-1), "pin -1");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => lease.GetUartPort("lidar"), "lidar", "gps");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => lease.GetPwmChannel(9));
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => lease.GetSpiDevice(9, 9));
    }

    private static void UseAll(IBoard board)
    {
        board.Gpio.Configure(17, GpioMode.OutputLow);
        board.GetUartPort("gps").Open(9600);
        board.GetPwmChannel(0).Start(50, 0.5);
        board.GetSpiDevice(0, 1).Transfer(SpiSettings.Default, [1], new byte[1]);
    }
}
