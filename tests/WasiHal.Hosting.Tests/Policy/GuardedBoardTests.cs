using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Tests.Policy;

public sealed class GuardedBoardTests
{
    // Every verb of every part of a board. What needs no grant is said here and nowhere else.
    private static readonly Dictionary<string, Action<IBoard>?> Verbs = new(StringComparer.Ordinal)
    {
        ["IBoard.get_Provider"] = null,
        ["IBoard.get_Gpio"] = null,
        ["IBoard.get_Leds"] = null,
        ["IBoard.get_Buzzer"] = null,
        ["IBoard.get_Relays"] = null,
        ["IBoard.get_Climate"] = null,
        ["IBoard.get_SystemInfo"] = null,
        ["IBoard.ListParts"] = null,
        ["IBoard.GetI2cBus"] = null,
        ["IBoard.GetSpiDevice"] = board => board.GetSpiDevice(0, 1),
        ["IBoard.GetUartPort"] = board => board.GetUartPort("gps"),
        ["IBoard.GetPwmChannel"] = board => board.GetPwmChannel(2),
        ["II2cBus.WriteRead"] = board => board.GetI2cBus(1).WriteRead(new I2cAddress(0x3c), [], []),
        ["ISpiDevice.get_MaxTransferBytes"] = board => _ = board.GetSpiDevice(0, 1).MaxTransferBytes,
        ["ISpiDevice.Transfer"] = board => board.GetSpiDevice(0, 1).Transfer(SpiSettings.Default, [1], new byte[1]),
        ["IUartPort.Open"] = board => board.GetUartPort("gps").Open(9600),
        ["IUartPort.Read"] = board => board.GetUartPort("gps").Read(new byte[1], TimeSpan.Zero, default),
        ["IUartPort.Write"] = board => board.GetUartPort("gps").Write([1]),
        ["IUartPort.Close"] = board => board.GetUartPort("gps").Close(),
        ["IPwmChannel.Start"] = board => board.GetPwmChannel(2).Start(50, 0.5),
        ["IPwmChannel.Stop"] = board => board.GetPwmChannel(2).Stop(),
        ["IGpioBank.TryResolve"] = null,
        ["IGpioBank.Configure"] = board => board.Gpio.Configure(17, GpioMode.Input),
        ["IGpioBank.Read"] = board => board.Gpio.Read(17),
        ["IGpioBank.Write"] = board => board.Gpio.Write(17, true),
        ["IGpioBank.WaitForEdge"] = board => board.Gpio.WaitForEdge(17, GpioEdge.Both, TimeSpan.Zero, default),
        ["IGpioBank.Watch"] = board => board.Gpio.Watch(17, GpioEdge.Both, _ => { }),
        ["ILedStrip.get_Count"] = null,
        ["ILedStrip.Set"] = board => board.Leds.Set(0, [default]),
        ["ILedStrip.Show"] = board => board.Leds.Show(),
        ["IBuzzer.Beep"] = board => board.Buzzer.Beep(1, TimeSpan.FromMilliseconds(10), TimeSpan.Zero),
        ["IRelayBank.get_Names"] = null,
        ["IRelayBank.Set"] = board => board.Relays.Set("fan", true),
        ["IRelayBank.Get"] = board => board.Relays.Get("fan"),
        ["IRelayBank.TimesSet"] = board => board.Relays.TimesSet("fan"),
        ["IClimateSensors.ReadDht22"] = board => board.Climate.ReadDht22(4),
        ["ISystemInfo.get_HostName"] = null,
        ["ISystemInfo.ReadCpuTemperatureCelsius"] = null,
        ["ISystemInfo.ReadCpuUsePercent"] = null,
        ["ISystemInfo.ReadMemoryUsedBytes"] = null,
        ["ISystemInfo.ReadMemoryTotalBytes"] = null,
        ["ISystemInfo.ReadUptime"] = null,
        ["ISystemInfo.ReadThrottled"] = null,
    };

    public static TheoryData<string> GuardedVerbs => [.. Verbs.Where(verb => verb.Value is not null).Select(verb => verb.Key)];

    [Fact]
    public void Verbs_AreAllThatABoardHas()
    {
        var found = new HashSet<Type>();
        Collect(typeof(IBoard), found);

        var names = found.SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}"));

        Assert.Equal(Verbs.Keys.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(GuardedVerbs))]
    public void EveryVerb_WithoutGrant_IsDeniedAndTheBoardUntouched(string verb)
    {
        var board = new RecordingBoard();

        var denied = Assert.Throws<CapabilityDeniedException>(() => Verbs[verb]!(new GuardedBoard(board, Policy(PermissionSet.Empty))));

        Assert.Equal(HardwareErrorKind.Denied, denied.Kind);
        Assert.Empty(board.Calls);
    }

    [Theory]
    [MemberData(nameof(GuardedVerbs))]
    public void EveryVerb_WithItsGrant_ReachesTheBoard(string verb)
    {
        var board = new RecordingBoard();
        var all = PermissionSet.Of(
        [
            Capability.I2c(1, new I2cAddress(0x3c)), Capability.Spi(0, 1), Capability.Uart("gps"), Capability.Gpio(17), Capability.Climate(4),
            Capability.Pwm(2), Capability.Led(0), Capability.Relay("fan"), Capability.Buzzer,
        ]);

        Verbs[verb]!(new GuardedBoard(board, Policy(all)));

        Assert.True(board.Calls.Count > 0 || verb.StartsWith("IBoard.Get", StringComparison.Ordinal));
    }

    [Fact]
    public void I2c_GrantOfOneAddress_GivesNoOther()
    {
        var sut = new GuardedBoard(new RecordingBoard(), Policy(PermissionSet.Of([Capability.I2c(1, new I2cAddress(0x3c))])));

        sut.GetI2cBus(1).WriteRead(new I2cAddress(0x3c), [], []);

        Assert.Throws<CapabilityDeniedException>(() => sut.GetI2cBus(1).WriteRead(new I2cAddress(0x3d), [], []));
        Assert.Throws<CapabilityDeniedException>(() => sut.GetI2cBus(0).WriteRead(new I2cAddress(0x3c), [], []));
        Assert.Throws<CapabilityDeniedException>(() => sut.GetI2cBus(1).WriteRead(default, [], []));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(16)]
    [InlineData((1 << 24) | 17)]
    [InlineData(int.MinValue + 17)]
    [InlineData(int.MaxValue)]
    public void Gpio_StrangeNumbers_HitNoOtherGrant(int pin)
    {
        var sut = new GuardedBoard(new RecordingBoard(), Policy(PermissionSet.Of([Capability.Gpio(17), Capability.Pwm(0), Capability.Buzzer])));

        Assert.Throws<CapabilityDeniedException>(() => sut.Gpio.Read(pin));
    }

    [Fact]
    public void Leds_SetRange_IsAllOrNothing()
    {
        var board = new RecordingBoard();
        var sut = new GuardedBoard(board, Policy(PermissionSet.Of([Capability.Led(1), Capability.Led(2), Capability.Led(4)])));

        sut.Leds.Set(1, new RgbColor[2]);

        Assert.Throws<CapabilityDeniedException>(() => sut.Leds.Set(1, new RgbColor[4]));
        Assert.Equal(["leds 1+2"], board.Calls);
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(7, 2)]
    [InlineData(-1, 1)]
    [InlineData(int.MaxValue, 2)]
    [InlineData(8, 0)]
    public void Leds_ThatDoNotExist_AreInvalidRatherThanDenied(int start, int count)
    {
        var sut = new GuardedBoard(new RecordingBoard(), Policy(PermissionSet.Empty));

        var exception = Assert.Throws<HardwareException>(() => sut.Leds.Set(start, new RgbColor[count]));

        Assert.Equal(HardwareErrorKind.Invalid, exception.Kind);
    }

    [Fact]
    public void Leds_Fill_SetsEveryGrantedLedThatExists()
    {
        var board = new RecordingBoard();
        var sut = new GuardedBoard(board, Policy(PermissionSet.Of([Capability.Led(1), Capability.Led(3), Capability.Led(99)])));

        sut.Leds.Fill(new RgbColor(1, 2, 3));

        Assert.Equal(["leds 1+1", "leds 3+1"], board.Calls);
        Assert.Equal([1, 3, 99], sut.Leds.Granted);
    }

    [Fact]
    public void Relays_Names_AreTheGrantedOnes()
    {
        var sut = new GuardedBoard(new RecordingBoard(), Policy(PermissionSet.Of([Capability.Relay("pump"), Capability.Relay("heater")])));

        Assert.Equal(["pump"], sut.Relays.Names);
    }

    [Fact]
    public void SteadyState_AllocatesNothing()
    {
        var board = new RecordingBoard { IsRecording = false };
        var sut = new GuardedBoard(board, Policy(PermissionSet.Of(
            [Capability.I2c(1, new I2cAddress(0x3c)), Capability.Gpio(17), Capability.Led(0), Capability.Led(1), Capability.Relay("fan"), Capability.Uart("gps"), Capability.Spi(0, 1)])));
        var data = new byte[1];
        var colors = new RgbColor[2];

        // The first round makes the parts.
        Round();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Round();
        }

        // Less than a byte a round: the runtime itself may allocate a little when it compiles a method anew meanwhile.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 999);

        void Round()
        {
            sut.GetI2cBus(1).WriteRead(new I2cAddress(0x3c), data, data);
            sut.Gpio.Write(17, true);
            sut.Leds.Set(0, colors);
            sut.Leds.Fill(default);
            sut.Leds.Show();
            sut.GetSpiDevice(0, 1).Transfer(SpiSettings.Default, data, data);
            sut.GetUartPort("gps").Write(data);
            sut.Relays.Get("fan");
        }
    }

    private static PluginPolicy Policy(PermissionSet rights) => new("oled", "oled/app.py", rights, rights, NullLogger.Instance);

    private static void Collect(Type type, HashSet<Type> found)
    {
        if (!type.IsInterface || type.Assembly != typeof(IBoard).Assembly || !found.Add(type))
        {
            return;
        }

        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
        {
            Collect(method.ReturnType, found);
        }
    }
}
