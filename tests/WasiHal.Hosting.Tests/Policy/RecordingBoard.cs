using System.Diagnostics.CodeAnalysis;

namespace WasiHal.Hosting.Tests.Policy;

/// <summary>A board that writes down what is asked of it. Eight LEDs, the relays fan and pump, the label button for pin 17.</summary>
internal sealed class RecordingBoard : IBoard, II2cBus, ISpiDevice, IUartPort, IPwmChannel, IGpioBank, ILedStrip, IBuzzer, IRelayBank, IClimateSensors, ISystemInfo
{
    public List<string> Calls { get; } = [];

    /// <summary>Off for measuring, where writing down would allocate.</summary>
    public bool IsRecording { get; set; } = true;

    public string Provider => "recording";

    public IGpioBank Gpio => this;

    public ILedStrip Leds => this;

    public IBuzzer Buzzer => this;

    public IRelayBank Relays => this;

    public IClimateSensors Climate => this;

    public ISystemInfo SystemInfo => this;

    public int Count { get; set; } = 8;

    public IReadOnlyList<string> Names => ["fan", "pump"];

    public string? HostName => "host";

    public int MaxTransferBytes => 4096;

    public BoardParts ListParts() => Do(new BoardParts(), "list");

    public void Close() => Do(0, "close");

    public IDisposable Watch(int pin, GpioEdge edge, Action<GpioEvent> handler) => Do(new MemoryStream(), $"watch {pin}");

    public II2cBus GetI2cBus(byte bus) => Do(this, IsRecording ? $"i2c {bus}" : "");

    public ISpiDevice GetSpiDevice(byte bus, byte chipSelect) => Do(this, $"spi {bus}:{chipSelect}");

    public IUartPort GetUartPort(string name) => Do(this, $"uart {name}");

    public IPwmChannel GetPwmChannel(byte channel) => Do(this, $"pwm {channel}");

    public void WriteRead(I2cAddress address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        if (IsRecording) { Do(0, $"write-read {address}"); }
    }

    public void Transfer(SpiSettings settings, ReadOnlySpan<byte> write, Span<byte> read) => Do(0, "transfer");

    public void Open(int baud) => Do(0, "open");

    public int Read(Span<byte> buffer, TimeSpan timeout, CancellationToken cancellationToken) => Do(0, "read");

    public void Write(ReadOnlySpan<byte> data) => Do(0, "write");

    public void Start(double frequencyHz, double duty) => Do(0, "start");

    public void Stop() => Do(0, "stop");

    public bool TryResolve([NotNullWhen(true)] string? name, out int pin)
    {
        pin = 17;
        return name == "button" || int.TryParse(name, System.Globalization.NumberStyles.None, null, out pin);
    }

    public void Configure(int pin, GpioMode mode) => Do(0, $"configure {pin}");

    public bool Read(int pin) => Do(true, $"read {pin}");

    public void Write(int pin, bool high)
    {
        if (IsRecording) { Do(0, $"write {pin}"); }
    }

    public bool WaitForEdge(int pin, GpioEdge edge, TimeSpan timeout, CancellationToken cancellationToken) => Do(true, $"wait {pin}");

    public void Set(int start, ReadOnlySpan<RgbColor> colors)
    {
        if (IsRecording) { Do(0, $"leds {start}+{colors.Length}"); }
    }

    public void Show() => Do(0, "show");

    public void Beep(int count, TimeSpan on, TimeSpan off) => Do(0, "beep");

    public void Set(string name, bool on) => Do(0, $"relay {name}");

    public bool Get(string name) => Do(true, IsRecording ? $"relay? {name}" : "");

    public long TimesSet(string name) => Do(0L, $"relay set? {name}");

    public ClimateSample ReadDht22(int pin) => Do(default(ClimateSample), $"dht {pin}");

    public double? ReadCpuTemperatureCelsius() => 1;

    public double? ReadCpuUsePercent() => 2;

    public ulong? ReadMemoryUsedBytes() => 3;

    public ulong? ReadMemoryTotalBytes() => 4;

    public TimeSpan? ReadUptime() => TimeSpan.FromSeconds(5);

    public bool? ReadThrottled() => false;

    private T Do<T>(T answer, string call)
    {
        if (IsRecording)
        {
            Calls.Add(call);
        }

        return answer;
    }
}
