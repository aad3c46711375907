using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;
using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

public sealed class LinuxBoardTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger _logger = new();
    private readonly BoardOptions _options = new()
    {
        Leds = { Count = 3 },
        Buzzer = { GpioPin = 17 },
        Gpio = { Labels = { ["door"] = 22 } },
        Relays = { ["fan"] = new() { GpioPin = 27, ActiveLow = true }, ["heater"] = new() { GpioPin = 5 }, ["light"] = new() { GpioPin = 6, Safe = "on" } },
        Uart = { ["gps"] = new() { Device = "/dev/serial0" }, ["dust"] = new() },
    };

    private readonly FakeBoard _wire;
    private readonly FakeLinuxDevices _devices;
    private readonly List<byte[]> _frames = [];
    private LinuxBoard? _board;

    public LinuxBoardTests()
    {
        _wire = new FakeBoard(timeProvider: _time);
        _wire.GetSpiDevice(0, 0).Responder = (_, write, _) => _frames.Add(write.ToArray());
        _devices = new(_wire);
    }

    public void Dispose() => _board?.Dispose();

    [Fact]
    public void Constructor_RelaysAndBuzzer_AreAtTheirSafeLevel()
    {
        CreateSut();

        Assert.Equal([GpioMode.OutputHigh, GpioMode.OutputHigh, GpioMode.OutputLow, GpioMode.OutputHigh], ((int[])[17, 27, 5, 6]).Select(pin => _wire.Gpio.GetMode(pin)!.Value));
        Assert.DoesNotContain(_devices.Opened, device => device.StartsWith("i2c", StringComparison.Ordinal) || device.StartsWith("uart", StringComparison.Ordinal));
    }

    [Fact]
    public void Dispose_InTheMiddleOfABeep_BringsEverythingToRest()
    {
        var sut = CreateSut();
        sut.Buzzer.Beep(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        sut.Relays.Set("fan", true);
        sut.Relays.Set("heater", true);
        sut.Relays.Set("light", false);
        sut.GetPwmChannel(0).Start(1000, 0.5);
        sut.GetUartPort("gps").Open(9600);
        sut.Leds.Set(0, [new(255, 255, 255), new(1, 2, 3), default]);
        sut.Leds.Show();
        Assert.False(_wire.Gpio.GetLevel(17));
        Assert.False(_wire.Gpio.GetLevel(27));

        sut.Dispose();

        Assert.Equal([true, true, false, true], ((int[])[17, 27, 5, 6]).Select(_wire.Gpio.GetLevel));
        Assert.Null(_wire.GetPwmChannel(0).Signal);
        Assert.Null(_wire.GetUartPort("gps").Baud);
        Assert.Equal(Frame(default, default, default), _frames[^1]);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(_wire.Gpio.GetLevel(17));
        Assert.Throws<HardwareException>(() => sut.Relays.Set("fan", true));
        Assert.Throws<HardwareException>(() => sut.Buzzer.Beep(1, TimeSpan.FromSeconds(1), TimeSpan.Zero));
        Assert.Throws<ObjectDisposedException>(() => sut.GetI2cBus(1));
    }

    [Fact]
    public void Dispose_OneOutputFails_TheOthersAreBroughtToRestAndItIsTold()
    {
        var sut = CreateSut();
        sut.Relays.Set("fan", true);
        sut.Relays.Set("heater", true);
        _devices.BusyPins.Add(27);

        sut.Dispose();

        Assert.False(_wire.Gpio.GetLevel(5));
        Assert.Contains(_logger.Collector.GetSnapshot(), entry => entry.Id.Id == 1005 && entry.Message.StartsWith("Relay fan could not be brought to its safe state", StringComparison.Ordinal));
    }

    [Fact]
    public void Relays_OnePinIsTaken_TheOthersWorkAndItIsTriedAgain()
    {
        _devices.BusyPins.Add(27);
        var sut = CreateSut();

        Assert.Contains(_logger.Collector.GetSnapshot(), entry => entry.Id.Id == 1003 && entry.Message.Contains("relay \"fan\" cannot be used: GPIO 27", StringComparison.Ordinal));
        sut.Relays.Set("heater", true);
        Assert.True(_wire.Gpio.GetLevel(5));
        Assert.Equal(HardwareErrorKind.Busy, Assert.Throws<HardwareException>(() => sut.Relays.Set("fan", true)).Kind);
        Assert.False(sut.Relays.Get("fan"));

        _devices.BusyPins.Clear();
        sut.Relays.Set("fan", true);

        Assert.False(_wire.Gpio.GetLevel(27));
        Assert.Equal(GpioMode.OutputLow, _wire.Gpio.GetMode(27));
    }

    [Fact]
    public void Gpio_ChipThatCannotBeOpened_SaysWhyAtEachUseAndTheRestWorks()
    {
        var why = new HardwareException(HardwareErrorKind.Denied, "/dev/gpiochip0 may not be opened: add the user to the group gpio.");
        _devices.Faults["gpio"] = why;
        var sut = CreateSut();
        _wire.GetI2cBus(1).Attach(new(0x76), new FakeI2cRegisters());

        Assert.Equal(4, _logger.Collector.GetSnapshot().Count(entry => entry.Id.Id == 1003 && entry.Message.EndsWith(why.Message, StringComparison.Ordinal)));
        Assert.Equal(why.Message, Assert.Throws<HardwareException>(() => sut.Gpio.Configure(22, GpioMode.Input)).Message);
        Assert.Equal(HardwareErrorKind.Denied, Assert.Throws<HardwareException>(() => sut.Buzzer.Beep(1, TimeSpan.FromSeconds(1), TimeSpan.Zero)).Kind);
        Assert.True(sut.Gpio.TryResolve("DOOR", out var pin));
        Assert.Equal(22, pin);
        sut.GetI2cBus(1).WriteRead(new(0x76), [0xd0], new byte[1]);
        Assert.False(sut.ListParts().HasBuzzer);

        _devices.Faults.Clear();
        sut.Gpio.Configure(22, GpioMode.Input);
        Assert.Equal(GpioMode.Input, _wire.Gpio.GetMode(22));
    }

    [Theory]
    [InlineData(17, "the buzzer")]
    [InlineData(27, "relay \"fan\"")]
    public void Gpio_PinOfTheBoard_IsBusyAndSaysWhose(int pin, string owner)
    {
        var busy = Assert.Throws<HardwareException>(() => CreateSut().Gpio.Configure(pin, GpioMode.Input));

        Assert.Equal((HardwareErrorKind.Busy, $"GPIO {pin} is the board's own: {owner}."), (busy.Kind, busy.Message));
    }

    [Fact]
    public void Leds_Show_SendsTheFrameThatTheOptionsDescribe()
    {
        _options.Leds.CodeBits = 8;
        _options.Leds.Order = LedColorOrder.Rgb;
        _options.Leds.Brightness = 127;
        var sut = CreateSut();

        sut.Leds.Set(0, [new(10, 20, 30), new(200, 0, 1), new(255, 255, 255)]);
        sut.Leds.Show();

        Assert.Equal(Frame(new(10, 20, 30), new(200, 0, 1), new(255, 255, 255)), Assert.Single(_frames));
        var busy = Assert.Throws<HardwareException>(() => sut.GetSpiDevice(0, 0));
        Assert.Equal((HardwareErrorKind.Busy, "spi-0.0 is the board's own: the LED strip."), (busy.Kind, busy.Message));
        sut.GetSpiDevice(0, 1).Transfer(SpiSettings.Default, [1], new byte[1]);
    }

    [Fact]
    public void Leds_DataWireOnAPinWithoutSpi_IsToldWhereItBelongs()
    {
        _options.Leds.GpioPin = 18;

        CreateSut();

        var told = Assert.Single(_logger.Collector.GetSnapshot());
        Assert.Equal(1004, told.Id.Id);
        Assert.Contains("leds.gpio_pin = 18", told.Message, StringComparison.Ordinal);
        Assert.Contains("GPIO 10", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Leds_LongerThanTheDriverTakes_SayWhatToRaiseAtEachFrame()
    {
        _options.Leds.Count = 1024;
        var sut = CreateSut();

        var why = Assert.Throws<HardwareException>(sut.Leds.Show);

        Assert.Contains("spidev.bufsiz", why.Message, StringComparison.Ordinal);
        Assert.Equal(1024, sut.Leds.Count);
        Assert.Equal(1003, Assert.Single(_logger.Collector.GetSnapshot()).Id.Id);
        sut.Leds.Set(1023, [new(1, 1, 1)]);
        Assert.Throws<HardwareException>(() => sut.Leds.Set(1024, [new(1, 1, 1)]));
    }

    [Fact]
    public void Parts_ThatAreNotConfigured_AreNotPresentAndNameTheKey()
    {
        _options.Leds.Count = 0;
        _options.Buzzer.GpioPin = null;
        var sut = CreateSut();

        AssertNotPresent("leds.count is 0", sut.Leds.Show);
        AssertNotPresent("buzzer.gpio_pin is not set", () => sut.Buzzer.Beep(1, TimeSpan.FromSeconds(1), TimeSpan.Zero));
        AssertNotPresent("it has gps, dust", () => sut.GetUartPort("lora"));
        AssertNotPresent("set uart.dust.device", () => sut.GetUartPort("dust"));
        sut.GetSpiDevice(0, 0).Transfer(SpiSettings.Default, [1], new byte[1]);

        static void AssertNotPresent(string words, Action verb)
        {
            var fault = Assert.Throws<HardwareException>(verb);
            Assert.Equal(HardwareErrorKind.NotPresent, fault.Kind);
            Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Buses_AreOpenedOnceAndTriedAgainAfterAFault()
    {
        _devices.Faults["i2c 1"] = new(HardwareErrorKind.NotPresent, "There is no /dev/i2c-1.");
        var sut = CreateSut();

        Assert.Equal("There is no /dev/i2c-1.", Assert.Throws<HardwareException>(() => sut.GetI2cBus(1)).Message);
        _devices.Faults.Clear();
        Assert.Same(sut.GetI2cBus(1), sut.GetI2cBus(1));
        Assert.Same(sut.GetUartPort("GPS"), sut.GetUartPort("gps"));

        Assert.Single(_devices.Opened, "i2c 1");
        Assert.Single(_devices.Opened, "uart gps /dev/serial0");
    }

    [Fact]
    public void ListParts_HasWhatTheMachineHasAndWhatIsConfigured()
    {
        var parts = CreateSut().ListParts();

        Assert.Equal(["dust", "gps"], parts.UartPorts);
        Assert.Equal((3, true), (parts.LedCount, parts.HasBuzzer));
        Assert.Equal(["fan", "heater", "light"], parts.Relays);
        Assert.Equal([(0, 0), (0, 1)], parts.SpiDevices.Select(device => ((int)device.Bus, (int)device.ChipSelect)));
    }

    private LinuxBoard CreateSut() => _board = new LinuxBoard(_options, _devices, new FakeSystemInfo(), _time, _logger);

    private byte[] Frame(params RgbColor[] colors)
    {
        var encoder = _options.Leds.CreateEncoder();
        var frame = new byte[encoder.FrameLength(colors.Length)];
        encoder.Encode(colors, frame);
        return frame;
    }
}
