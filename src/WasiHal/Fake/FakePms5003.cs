namespace WasiHal.Fake;

/// <summary>
/// A PMS5003 dust sensor at the far end of a serial port: a frame a second by itself (active mode), or one for each
/// question (passive mode), sleep, and a fan that has to run for half a minute after power or sleep until the values are
/// right. At another rate than 9600 baud neither side understands the other. Safe from any thread.
/// Source: Plantower PMS5003 data manual.
/// </summary>
public sealed class FakePms5003 : IUartPeer, IDisposable
{
    /// <summary>The only rate that it knows, in bits a second.</summary>
    public const int Baud = 9600;

    /// <summary>Bytes of noise before a frame at most.</summary>
    public const int MostNoiseBytes = 64;

    /// <summary>How long the fan runs until the values are right; until then they are too low.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly FakeUartPort _port;
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private readonly Random _noise = new(5003);
    private readonly List<byte> _received = [];
    private ParticleSample _particles = new(5, 8, 10);
    private long _fanSince;
    private bool _isPassive;
    private bool _isAsleep;
    private bool _isPlugged = true;
    private bool _isDeaf;
    private bool _hasWrongSums;
    private int _noiseBytes;

    /// <summary>Attaches a sensor to a port; its power comes on at this moment.</summary>
    /// <param name="port">The port.</param>
    /// <param name="timeProvider">The clock of its frames and its fan; without it, the system's.</param>
    public FakePms5003(FakeUartPort port, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(port);
        _port = port;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _fanSince = _timeProvider.GetTimestamp();
        port.Attach(this);
        _timer = _timeProvider.CreateTimer(_ => SendByItself(), null, Interval, Interval);
    }

    /// <summary>The air around it: 0 to 1,000 µg/m³, each class at least the one before. It tells whole numbers.</summary>
    /// <value>5, 8 and 10 µg/m³.</value>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: out of range.</exception>
    public ParticleSample Particles
    {
        get => Locked(() => _particles);
        set
        {
            Require.Range(nameof(value.Pm1MicrogramsPerCubicMetre), value.Pm1MicrogramsPerCubicMetre, 0, 1000, "µg/m³");
            Require.Range(nameof(value.Pm25MicrogramsPerCubicMetre), value.Pm25MicrogramsPerCubicMetre, value.Pm1MicrogramsPerCubicMetre, 1000, "µg/m³");
            Require.Range(nameof(value.Pm10MicrogramsPerCubicMetre), value.Pm10MicrogramsPerCubicMetre, value.Pm25MicrogramsPerCubicMetre, 1000, "µg/m³");
            Locked(() => _particles = value);
        }
    }

    /// <summary>Whether it answers questions instead of sending by itself.</summary>
    public bool IsPassive => Locked(() => _isPassive);

    /// <summary>Whether it sleeps: no fan, no frame.</summary>
    public bool IsAsleep => Locked(() => _isAsleep);

    /// <summary>Whether its cable is in. Without it, it has no power; with it again, it is as new: awake and active.</summary>
    /// <value><see langword="true"/>.</value>
    public bool IsPlugged
    {
        get => Locked(() => _isPlugged);
        set => Locked(() =>
        {
            if (value && !_isPlugged)
            {
                (_isPassive, _isAsleep, _fanSince) = (false, false, _timeProvider.GetTimestamp());
                _received.Clear();
            }

            return _isPlugged = value;
        });
    }

    /// <summary>Whether its receiving line is not connected, so that no command arrives.</summary>
    /// <value><see langword="false"/>.</value>
    public bool IsDeaf
    {
        get => Locked(() => _isDeaf);
        set => Locked(() => _isDeaf = value);
    }

    /// <summary>Whether the sums of what it sends are wrong.</summary>
    /// <value><see langword="false"/>.</value>
    public bool HasWrongSums
    {
        get => Locked(() => _hasWrongSums);
        set => Locked(() => _hasWrongSums = value);
    }

    /// <summary>Bytes of noise on the line before each frame, always the same ones.</summary>
    /// <value>0.</value>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: not 0 to 64.</exception>
    public int NoiseBytes
    {
        get => Locked(() => _noiseBytes);
        set
        {
            Require.Range(nameof(NoiseBytes), value, 0, MostNoiseBytes, "bytes");
            Locked(() => _noiseBytes = value);
        }
    }

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            if (!_isPlugged || _isDeaf || _port.Baud != Baud)
            {
                return;
            }

            foreach (var value in data)
            {
                Receive(value);
            }
        }
    }

    /// <summary>Takes it off its port for good.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _port.Detach(this);
    }

    private void Receive(byte value)
    {
        _received.Add(value);
        if (_received is not [0x42] and not [0x42, 0x4D, ..])
        {
            _received.Clear();
        }
        else if (_received.Count == Pms5003Frame.CommandBytes)
        {
            byte[] command = [.. _received];
            _received.Clear();
            if (Pms5003Frame.IsSound(command))
            {
                Execute(command[2], command[4]);
            }
        }
    }

    private void Execute(byte code, byte value)
    {
        switch (code)
        {
            case 0xE4 when value == 1 && _isAsleep:
                (_isAsleep, _fanSince) = (false, _timeProvider.GetTimestamp());
                break;
            case 0xE4 when value == 0 && !_isAsleep:
                _isAsleep = true;
                Send(Pms5003Frame.Answer(code, value));
                break;
            case 0xE1 when !_isAsleep:
                _isPassive = value == 0;
                Send(Pms5003Frame.Answer(code, value));
                break;
            case 0xE2 when !_isAsleep && _isPassive:
                SendData();
                break;
        }
    }

    private void SendByItself()
    {
        lock (_gate)
        {
            if (_isPlugged && !_isAsleep && !_isPassive)
            {
                SendData();
            }
        }
    }

    private void SendData()
    {
        var share = Math.Min(_timeProvider.GetElapsedTime(_fanSince) / WarmUp, 1);
        var air = _particles;
        Send(Pms5003Frame.Data(new(
            air.Pm1MicrogramsPerCubicMetre * share,
            air.Pm25MicrogramsPerCubicMetre * share,
            air.Pm10MicrogramsPerCubicMetre * share)));
    }

    private void Send(byte[] frame)
    {
        // A port that is closed hears nothing.
        if (_port.Baud is not { } baud)
        {
            return;
        }

        if (_hasWrongSums)
        {
            frame[^1] ^= 0x01;
        }

        var sent = new byte[_noiseBytes + frame.Length];
        _noise.NextBytes(sent);
        if (baud == Baud)
        {
            frame.CopyTo(sent, _noiseBytes);
        }

        _port.Feed(sent);
    }

    private T Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            return action();
        }
    }
}
