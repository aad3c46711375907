namespace WasiHal.Fake;

/// <summary>A PWM channel in memory. Safe from any thread.</summary>
public sealed class FakePwmChannel : IPwmChannel
{
    private readonly Lock _gate = new();
    private (double FrequencyHz, double Duty)? _signal;

    internal FakePwmChannel()
    {
    }

    /// <summary>What the channel puts out, frequency in Hz and duty 0 to 1; null while it is stopped.</summary>
    public (double FrequencyHz, double Duty)? Signal
    {
        get
        {
            lock (_gate)
            {
                return _signal;
            }
        }
    }

    /// <inheritdoc/>
    public void Start(double frequencyHz, double duty)
    {
        Require.Range(nameof(frequencyHz), frequencyHz, 0.1, 1_000_000, "Hz");
        Require.Range(nameof(duty), duty, 0, 1);
        lock (_gate)
        {
            _signal = (frequencyHz, duty);
        }
    }

    /// <inheritdoc/>
    public void Stop()
    {
        lock (_gate)
        {
            _signal = null;
        }
    }
}
