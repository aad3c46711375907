using System.Globalization;
using System.Text;
using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

/// <summary>The files of one PWM chip with the manners of the kernel: what they refuse is refused, and every change is kept.</summary>
internal sealed class KernelPwm(int chip = 0, int channels = 2) : IKernelFiles
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Channel> _exported = [];
    private readonly List<string> _writes = [];

    /// <summary>Every write that was taken, such as <c>pwm0/period 500000</c>.</summary>
    public IReadOnlyList<string> Writes
    {
        get
        {
            lock (_gate)
            {
                return [.. _writes];
            }
        }
    }

    /// <summary>Whether the chip is there. Its channels go with it.</summary>
    public bool Present
    {
        get;
        set
        {
            field = value;
            _exported.Clear();
        }
    }

    = true;

    /// <summary>Writes that are refused with the error; empty once that many were.</summary>
    public (string File, int Error, int Times)? Refuse { get; set; }

    /// <summary>How often a write was refused.</summary>
    public int Refused { get; private set; }

    /// <summary>The shortest period of the chip in ns.</summary>
    public long ShortestPeriod { get; set; } = 1;

    /// <summary>Channels that are exported.</summary>
    public IReadOnlyCollection<int> Exported => _exported.Keys;

    private string Root { get; } = string.Create(CultureInfo.InvariantCulture, $"sys/class/pwm/pwmchip{chip}/");

    public (double FrequencyHz, double Duty)? SignalOf(int channel) =>
        _exported.TryGetValue(channel, out var one) && one is { Enabled: true, Inversed: false }
            ? (1e9 / one.Period, (double)one.Duty / one.Period)
            : null;

    /// <summary>As another program leaves a channel.</summary>
    public void Leave(int channel, long period, long duty, bool enabled, bool inversed) =>
        _exported[channel] = new() { Period = period, Duty = duty, Enabled = enabled, Inversed = inversed };

    public int Read(string path, Span<byte> buffer) => Read(path, buffer, out _);

    public int Read(string path, Span<byte> buffer, out int error)
    {
        lock (_gate)
        {
            var text = TextOf(path);
            error = text is null ? KernelError.NoEntry : 0;
            return text is null ? 0 : Encoding.ASCII.GetBytes(text + "\n", buffer);
        }
    }

    public int Write(string path, ReadOnlySpan<byte> text)
    {
        lock (_gate)
        {
            if (!Present || !path.StartsWith(Root, StringComparison.Ordinal))
            {
                return KernelError.NoEntry;
            }

            var file = path[Root.Length..];
            if (Refuse is { Times: > 0 } refuse && refuse.File == file)
            {
                Refuse = refuse with { Times = refuse.Times - 1 };
                Refused++;
                return refuse.Error;
            }

            var value = Encoding.ASCII.GetString(text);
            var error = Take(file, value);
            if (error == 0)
            {
                _writes.Add($"{file} {value}");
            }

            return error;
        }
    }

    public IReadOnlyList<string> List(string path) => [];

    private string? TextOf(string path)
    {
        if (!Present || !path.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        var file = path[Root.Length..];
        if (file == "npwm")
        {
            return channels.ToString(CultureInfo.InvariantCulture);
        }

        return Find(file, out var name) is { } one
            ? name switch
            {
                "period" => one.Period.ToString(CultureInfo.InvariantCulture),
                "duty_cycle" => one.Duty.ToString(CultureInfo.InvariantCulture),
                "enable" => one.Enabled ? "1" : "0",
                "polarity" => one.Inversed ? "inversed" : "normal",
                _ => null,
            }
            : null;
    }

    private int Take(string file, string value)
    {
        switch (file)
        {
            case "export":
                return Number(value) is not (>= 0 and var channel) || channel >= channels ? KernelError.NoDevice
                    : _exported.TryAdd((int)channel, new()) ? 0
                    : KernelError.Busy;
            case "unexport":
                return _exported.Remove((int)Number(value)) ? 0 : KernelError.NoDevice;
            default:
                return Find(file, out var name) is { } one ? Change(one, name, value) : KernelError.NoEntry;
        }
    }

    private int Change(Channel one, string name, string value)
    {
        switch (name)
        {
            case "period" when Number(value) >= Math.Max(ShortestPeriod, one.Duty):
                one.Period = Number(value);
                return 0;
            case "duty_cycle" when Number(value) is >= 0 and var duty && duty <= one.Period:
                one.Duty = duty;
                return 0;
            case "enable" when value is "0" or "1" && one.Period > 0:
                one.Enabled = value == "1";
                return 0;
            case "polarity" when !one.Enabled && one.Period > 0:
                one.Inversed = value == "inversed";
                return 0;
            default:
                return KernelError.Invalid;
        }
    }

    private Channel? Find(string file, out string name)
    {
        var slash = file.IndexOf('/', StringComparison.Ordinal);
        name = file[(slash + 1)..];
        return slash > 3 ? _exported.GetValueOrDefault((int)Number(file[3..slash])) : null;
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private sealed class Channel
    {
        public long Period { get; set; }

        public long Duty { get; set; }

        public bool Enabled { get; set; }

        public bool Inversed { get; set; }
    }
}
