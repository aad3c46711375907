using System.Globalization;
using System.Runtime.InteropServices;

namespace WasiHal.Linux;

/// <summary>
/// One DHT22 through the kernel's driver. About a quarter of its measurements fail, and between two of them it needs two seconds, which
/// is longer than a caller can wait. So a failed measurement is tried again behind the callers' backs, and meanwhile they get the last
/// good value. Safe from any thread.
/// </summary>
internal sealed class IioDht22(IKernelFiles files, TimeProvider timeProvider, int pin) : IDisposable
{
    /// <summary>Between the end of a measurement and the next: the driver answers its last one again for as long.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(2);

    /// <summary>No older value is answered.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(30);

    /// <summary>Measurements in a row, the first included, that may fail before it is left to the next caller.</summary>
    private const int Tries = 4;

    /// <summary>A little more than the interval, so that no timer comes too early for it.</summary>
    private static readonly TimeSpan RetryAfter = ShortestInterval + TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private long? _triedAt;
    private (long At, ClimateSample Sample)? _last;
    private HardwareException? _fault;
    private ITimer? _retry;
    private bool _disposed;

    /// <summary>Measures when that is possible, which takes up to a second, and answers the newest value that is good.</summary>
    public ClimateSample Read()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (MayMeasure)
            {
                Measure(tries: 1);
            }

            var age = _last is { } last ? timeProvider.GetElapsedTime(last.At) : (TimeSpan?)null;
            return _fault is null || age <= LongestAge ? _last!.Value.Sample with { Age = age } : throw Fault(age);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _retry?.Dispose();
        }
    }

    private bool MayMeasure => _triedAt is not { } at || timeProvider.GetElapsedTime(at) >= ShortestInterval;

    private void Measure(int tries)
    {
        _retry?.Dispose();
        _retry = null;
        var begin = timeProvider.GetTimestamp();
        try
        {
            _last = (begin, Sample());
            _fault = null;
        }
        catch (HardwareException exception)
        {
            _fault = exception;
            if (exception.Kind is HardwareErrorKind.Bus or HardwareErrorKind.Timeout)
            {
                _retry = tries < Tries ? timeProvider.CreateTimer(_ => Retry(tries + 1), null, RetryAfter, Timeout.InfiniteTimeSpan) : null;
            }
            else
            {
                // What is not there has no value any more, however young.
                _last = null;
            }
        }

        _triedAt = timeProvider.GetTimestamp();
    }

    private void Retry(int tries)
    {
        lock (_gate)
        {
            // A caller may have measured while this waited for the lock.
            if (!_disposed && MayMeasure)
            {
                Measure(tries);
            }
        }
    }

    private ClimateSample Sample()
    {
        var folder = IioDhtDevices.Find(files, pin);

        // The driver measures once for both, because the second is read within two seconds of the first.
        var temperature = Value(folder, "in_temp_input");
        var humidity = Value(folder, "in_humidityrelative_input");
        if (temperature is < -40_000 or > 80_000 || humidity is < 0 or > 100_000)
        {
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"answers {temperature / 1000.0} °C and {humidity / 1000.0} %, which it cannot measure"));
        }

        // A line that hangs low makes forty zeros, whose check sum is right.
        return temperature == 0 && humidity == 0
            ? throw Wrong("answers nothing but zeros")
            : new(temperature / 1000.0, humidity / 1000.0);
    }

    /// <summary>Thousandths of a °C or of a percent.</summary>
    private long Value(string folder, string file)
    {
        Span<byte> buffer = stackalloc byte[32];
        var length = files.Read($"{folder}/{file}", buffer, out var error);
        return error switch
        {
            0 => KernelText.Integer(buffer[..length]) ?? throw Wrong("answers no number"),
            KernelError.InputOutput => throw Wrong("answers wrongly: its check sum or its timing is not right"),
            KernelError.TryAgain => throw Wrong("could not be timed by this machine"),
            KernelError.TimedOut => throw Wrong("does not answer", HardwareErrorKind.Timeout),
            KernelError.NoEntry or KernelError.NoDevice => throw new HardwareException(
                HardwareErrorKind.NotPresent, string.Create(CultureInfo.InvariantCulture, $"The driver of the DHT22 on pin {pin} is gone.")),
            KernelError.AccessDenied or KernelError.NotPermitted => throw new HardwareException(
                HardwareErrorKind.Denied, $"/{folder}/{file} may not be read by the user of this program."),
            _ => throw new HardwareException(
                string.Create(CultureInfo.InvariantCulture, $"The DHT22 on pin {pin} failed: {Marshal.GetPInvokeErrorMessage(error)}.")),
        };
    }

    private HardwareException Wrong(string how, HardwareErrorKind kind = HardwareErrorKind.Bus) => new(
        kind,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The DHT22 on pin {pin} {how}. Check its wires, its supply of 3.3 V and the resistor of 4.7 to 10 kΩ from its data pin to 3.3 V."));

    private HardwareException Fault(TimeSpan? age) => new(
        _fault!.Kind,
        age is { } old ? string.Create(CultureInfo.InvariantCulture, $"{_fault.Message} Its last good value is {old.TotalSeconds:F0} s old.") : _fault.Message,
        _fault);
}
