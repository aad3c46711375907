namespace WasiHal.Fake;

/// <summary>
/// Faults on demand around a simulated device: transactions that fail, wrong bits, slow answers, a cable that is pulled
/// out. Without a fault it is the device itself. For a bus that is stuck as a whole: <see cref="FakeI2cBus.IsStuck"/>.
/// Safe from any thread.
/// </summary>
/// <param name="inner">The device.</param>
/// <param name="timeProvider">The clock of slow answers; without it, the system's.</param>
public sealed class FaultyI2cTarget(II2cTarget inner, TimeProvider? timeProvider = null) : II2cTarget
{
    /// <summary>How long a controller waits for a device that holds the clock line, as Linux does by default.</summary>
    public static readonly TimeSpan ControllerTimeout = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;
    private HardwareErrorKind? _fault;
    private int _failing;
    private HardwareErrorKind _failingKind;
    private TimeSpan _delay;
    private double _bitFlipRate;
    private Random? _random;
    private bool _isPlugged = true;

    /// <summary>What every transaction fails with, until it is set to <see langword="null"/>. The device does not see those.</summary>
    /// <value>None.</value>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: no such kind.</exception>
    public HardwareErrorKind? Fault
    {
        get => Locked(() => _fault);
        set
        {
            if (value is { } kind)
            {
                Require.Defined(nameof(Fault), kind);
            }

            Locked(() => _fault = value);
        }
    }

    /// <summary>How long each answer takes; from <see cref="ControllerTimeout"/> on the transaction ends then as <see cref="HardwareErrorKind.Timeout"/>.</summary>
    /// <value>0.</value>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: below 0 or above one minute.</exception>
    public TimeSpan Delay
    {
        get => Locked(() => _delay);
        set
        {
            Require.Range(nameof(Delay), value, TimeSpan.Zero, Require.MaxWait);
            Locked(() => _delay = value);
        }
    }

    /// <summary>Whether the device is there. One that is not acknowledges nothing; one that comes back has lost its power meanwhile.</summary>
    /// <value><see langword="true"/>.</value>
    public bool IsPlugged
    {
        get => Locked(() => _isPlugged);
        set => Locked(() =>
        {
            if (value && !_isPlugged)
            {
                (inner as IPoweredTarget)?.PowerCycle();
            }

            return _isPlugged = value;
        });
    }

    /// <summary>Lets the next transactions fail; calling it again begins anew. The device does not see those.</summary>
    /// <param name="transactions">How many; 0 ends it.</param>
    /// <param name="kind">What they fail with.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: a number below 0, no such kind.</exception>
    public void FailNext(int transactions, HardwareErrorKind kind = HardwareErrorKind.NoAcknowledge)
    {
        Require.Range(nameof(transactions), transactions, 0, int.MaxValue);
        Require.Defined(nameof(kind), kind);
        Locked(() => (_failing, _failingKind) = (transactions, kind));
    }

    /// <summary>Turns bits over on the wire, in what is written and in what is read; the same seed and transactions give the same bits.</summary>
    /// <param name="rate">How likely each bit is wrong, 0 to 1; 0 ends it.</param>
    /// <param name="seed">Which bits.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: rate out of range.</exception>
    public void FlipBits(double rate, int seed)
    {
        Require.Range(nameof(rate), rate, 0, 1);
        Locked(() => (_bitFlipRate, _random) = (rate, new Random(seed)));
    }

    /// <inheritdoc/>
    public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        // The wait is outside of the lock, so that a test can change or end the fault meanwhile.
        if (Delay is var delay && delay > TimeSpan.Zero)
        {
            SlowBus.Wait(_timeProvider, _timeProvider.GetTimestamp(), delay < ControllerTimeout ? delay : ControllerTimeout);
            if (delay >= ControllerTimeout)
            {
                throw new HardwareException(HardwareErrorKind.Timeout, "The device holds the clock line: it did not answer within 1 s.");
            }
        }

        lock (_gate)
        {
            Fail();
            if (_random is not { } random || _bitFlipRate == 0)
            {
                inner.Transfer(write, read);
                return;
            }

            var damaged = write.ToArray();
            Flip(damaged, random);
            inner.Transfer(damaged, read);
            Flip(read, random);
        }
    }

    private void Fail()
    {
        if (!_isPlugged)
        {
            throw new HardwareException(HardwareErrorKind.NoAcknowledge, "The device is unplugged.");
        }

        if (_failing > 0)
        {
            _failing--;
            throw new HardwareException(_failingKind, "The device is set to fail.");
        }

        if (_fault is { } fault)
        {
            throw new HardwareException(fault, "The device is set to fail.");
        }
    }

    private void Flip(Span<byte> bytes, Random random)
    {
        foreach (ref var value in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                if (random.NextDouble() < _bitFlipRate)
                {
                    value ^= (byte)(1 << bit);
                }
            }
        }
    }

    private T Locked<T>(Func<T> action)
    {
        lock (_gate)
        {
            return action();
        }
    }
}
