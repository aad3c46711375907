using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;

namespace WasiHal.Tests.Recording;

/// <summary>Every verb of a board once, and what a board answers to them.</summary>
internal static class Session
{
    public static BoardOptions Options { get; } = new()
    {
        Leds = { Count = 4 },
        Gpio = { Labels = { ["door"] = 17 } },
        Relays = { ["fan"] = new() { GpioPin = 27 } },
    };

    /// <summary>A board with something behind every verb, whose device takes 250 µs for a transfer.</summary>
    public static FakeBoard CreateBoard(FakeTimeProvider time)
    {
        var board = new FakeBoard(Options, new FakeSystemInfo(), time);
        board.GetI2cBus(1).Attach(new(0x76), new SlowChip(time));
        board.GetSpiDevice(0, 1).Responder = (settings, write, read) => write.CopyTo(read);
        board.AddUartPort("gps").Feed("$GP"u8);
        board.Climate.SetDht22(4, new(21.5, 45.25));
        return board;
    }

    /// <summary>Asks for everything, and tells in words what came.</summary>
    public static List<string> Run(IBoard board)
    {
        var said = new List<string>();
        var bytes = new byte[3];
        var uart = board.GetUartPort("gps");
        var pwm = board.GetPwmChannel(0);

        Say("i2c", () => board.GetI2cBus(1).WriteRead(new(0x76), [0xd0], bytes.AsSpan(0, 1)));
        Say("i2c missing", () => board.GetI2cBus(1).WriteRead(new(0x10), [], bytes));
        Say("i2c probe", () => board.GetI2cBus(1).WriteRead(new(0x76), [], []));
        Say("spi", () => board.GetSpiDevice(0, 1).Transfer(new(1_000_000, 3), [1, 2, 3], bytes));
        Say("spi in place", () => board.GetSpiDevice(0, 1).Transfer(new(1_000_000, 3), bytes, bytes));
        Say("no spi", () => board.GetSpiDevice(7, 0).Transfer(SpiSettings.Default, [1], bytes.AsSpan(0, 1)));
        Say("uart closed", () => uart.Read(bytes, TimeSpan.Zero, default));
        Say("uart", () => uart.Open(9600));
        Say("uart write", () => uart.Write("AT"u8));
        Say("uart read", () => said.Add($"{uart.Read(bytes.AsSpan(0, 2), TimeSpan.FromSeconds(0.1), default)} bytes"));
        Say("gpio", () => board.Gpio.Configure(17, GpioMode.InputPullUp));
        Say("gpio read", () => said.Add($"{board.Gpio.Read(17)}"));
        Say("gpio wait", () => said.Add($"{board.Gpio.WaitForEdge(17, GpioEdge.Falling, TimeSpan.Zero, default)}"));
        Say("gpio output", () => board.Gpio.Configure(18, GpioMode.OutputLow));
        Say("gpio write", () => board.Gpio.Write(18, true));
        Say("gpio wrong", () => board.Gpio.Write(17, true));
        Say("no pin", () => said.Add($"{board.Gpio.Read(99)}"));
        Say("pwm", () => pwm.Start(1000, 0.25));
        Say("pwm wrong", () => pwm.Start(double.NaN, 0.25));
        Say("pwm stop", pwm.Stop);
        Say("leds", () => board.Leds.Set(1, [new(255, 0, 0), new(1, 2, 3), default]));
        Say("leds wrong", () => board.Leds.Set(4, [default]));
        Say("leds show", board.Leds.Show);
        Say("buzzer", () => board.Buzzer.Beep(2, TimeSpan.FromMilliseconds(20), TimeSpan.Zero));
        Say("relay", () => board.Relays.Set("fan", true));
        Say("relay get", () => said.Add($"{board.Relays.Get("fan")}"));
        Say("no relay", () => board.Relays.Set("pump", true));
        Say("climate", () => said.Add($"{board.Climate.ReadDht22(4) with { Age = null }}"));
        Say("no climate", () => board.Climate.ReadDht22(5));
        said.Add($"{board.Gpio.TryResolve("door", out var pin)} {pin} {board.Leds.Count} {string.Join(' ', board.Relays.Names)}");
        return said;

        void Say(string what, Action verb)
        {
            try
            {
                verb();
                said.Add($"{what}: {Convert.ToHexString(bytes)}");
            }
            catch (HardwareException fault)
            {
                said.Add($"{what}: {fault.Kind}, {fault.Message}");
            }
        }
    }

    private sealed class SlowChip(FakeTimeProvider time) : II2cTarget
    {
        public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
        {
            time.Advance(TimeSpan.FromMicroseconds(250));
            read.Fill(0x61);
        }
    }
}
