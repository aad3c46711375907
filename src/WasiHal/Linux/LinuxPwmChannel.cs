using System.Globalization;
using System.Text;

namespace WasiHal.Linux;

/// <summary>
/// One channel of a PWM chip of the kernel, through its files. System.Device.Gpio is not used for it: it takes whole hertz only,
/// so that neither a servo's fraction nor a tone is exact and nothing below 1 Hz is possible, and it refuses a chip for ever that is
/// not there yet. Safe from any thread.
/// </summary>
internal sealed class LinuxPwmChannel : IPwmChannel, IDisposable
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>A new channel's files are root's until udev has given them to the group.</summary>
    private static readonly TimeSpan PatienceForPermissions = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly IKernelFiles _files;
    private readonly TimeProvider _timeProvider;
    private readonly byte _channel;
    private readonly string _name;
    private readonly string _chipFolder;
    private readonly string _folder;
    private long? _exportedAt;
    private bool _used;
    private bool _running;
    private bool _disposed;

    /// <summary>Touches nothing before the first start.</summary>
    /// <param name="files">The machine's files.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="chip">Number of the chip, 0 for <c>pwmchip0</c>.</param>
    /// <param name="channel">Number of its channel.</param>
    public LinuxPwmChannel(IKernelFiles files, TimeProvider timeProvider, int chip, byte channel)
    {
        (_files, _timeProvider, _channel) = (files, timeProvider, channel);
        _name = string.Create(CultureInfo.InvariantCulture, $"channel {channel} of PWM chip {chip}");
        _chipFolder = string.Create(CultureInfo.InvariantCulture, $"sys/class/pwm/pwmchip{chip}");
        _folder = string.Create(CultureInfo.InvariantCulture, $"{_chipFolder}/pwm{channel}");
    }

    /// <inheritdoc/>
    public void Start(double frequencyHz, double duty)
    {
        Require.Range(nameof(frequencyHz), frequencyHz, 0.1, 1_000_000, "Hz");
        Require.Range(nameof(duty), duty, 0, 1);
        var period = (long)Math.Round(NanosecondsPerSecond / frequencyHz);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            Export();
            _used = _running = true;
            Shape(frequencyHz, period, (long)Math.Round(period * duty));
            Put("enable", "1");
        }
    }

    /// <inheritdoc/>
    public void Stop()
    {
        lock (_gate)
        {
            if (_running)
            {
                // Not every driver takes the output low when it is switched off in the middle of a pulse.
                Put("duty_cycle", "0");
                Put("enable", "0");
                _running = false;
            }
        }
    }

    /// <summary>Stops the channel and gives it back to the kernel.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            try
            {
                Stop();
            }
            catch (HardwareException)
            {
                // A chip that is gone puts nothing out any more; giving it back is tried all the same.
            }

            if (_used)
            {
                _ = _files.Write($"{_chipFolder}/unexport", Text(_channel));
            }
        }
    }

    private static byte[] Text(long value) => Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));

    private void Export()
    {
        Span<byte> buffer = stackalloc byte[32];
        _files.Read($"{_folder}/period", buffer, out var error);
        if (error != KernelError.NoEntry)
        {
            return;
        }

        var length = _files.Read($"{_chipFolder}/npwm", buffer, out error);
        if (error != 0 || KernelText.Integer(buffer[..length]) is not { } count)
        {
            throw PwmFaults.Of(_name, error == 0 ? KernelError.NoEntry : error);
        }

        if (_channel >= count)
        {
            throw Require.NotPresent(
                _name,
                count <= 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"channels 0 to {count - 1}"));
        }

        error = _files.Write($"{_chipFolder}/export", Text(_channel));
        if (error != 0)
        {
            throw PwmFaults.Of(_name, error);
        }

        _exportedAt = _timeProvider.GetTimestamp();
    }

    /// <summary>The kernel refuses a pulse longer than its period at every moment, so the order of the two depends on what it has now.</summary>
    private void Shape(double frequencyHz, long period, long high)
    {
        var inversed = Read("polarity") is { } polarity && polarity.StartsWith("inversed", StringComparison.Ordinal);
        if (inversed)
        {
            Put("enable", "0");
        }

        var before = long.TryParse(Read("duty_cycle"), NumberStyles.None, CultureInfo.InvariantCulture, out var highNow) ? highNow : (long?)null;
        try
        {
            if (!(before <= period))
            {
                Put("duty_cycle", before is null ? 0 : high);
            }

            Put("period", period);
            if (inversed)
            {
                Put("polarity", "normal");
            }

            Put("duty_cycle", high);
        }
        catch (HardwareException exception) when (exception.Kind == HardwareErrorKind.Invalid)
        {
            // What ran before goes on as it was.
            _ = before is { } old ? _files.Write($"{_folder}/duty_cycle", Text(old)) : 0;
            throw new HardwareException(
                HardwareErrorKind.Invalid,
                string.Create(CultureInfo.InvariantCulture, $"frequencyHz is {frequencyHz}: {_name} cannot do that."),
                exception);
        }
    }

    private string? Read(string file)
    {
        Span<byte> buffer = stackalloc byte[32];
        return KernelText.Name(buffer[.._files.Read($"{_folder}/{file}", buffer, out _)]);
    }

    private void Put(string file, long value) => Put(file, Text(value));

    private void Put(string file, string text) => Put(file, Encoding.ASCII.GetBytes(text));

    private void Put(string file, byte[] text)
    {
        while (_files.Write($"{_folder}/{file}", text) is not 0 and var error)
        {
            if (error is not KernelError.AccessDenied || _exportedAt is not { } exportedAt || _timeProvider.GetElapsedTime(exportedAt) >= PatienceForPermissions)
            {
                // What is gone does not run, and need not be stopped.
                _running &= error is not (KernelError.NoEntry or KernelError.NoDevice);
                throw PwmFaults.Of(_name, error);
            }

            using var over = new ManualResetEventSlim();
            using var timer = _timeProvider.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), over, Pause, Timeout.InfiniteTimeSpan);
            over.Wait();
        }
    }
}
