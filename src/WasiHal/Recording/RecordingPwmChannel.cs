namespace WasiHal.Recording;

/// <summary>One PWM channel, recorded.</summary>
internal sealed class RecordingPwmChannel(IBoard board, BusTap tap, byte channel) : IPwmChannel
{
    private readonly string _name = BusNames.Pwm(channel);
    private IPwmChannel? _inner;

    public void Start(double frequencyHz, double duty)
    {
        var entry = tap.Begin(BusVerb.PwmStart, _name);
        entry.Real = frequencyHz;
        entry.SecondReal = duty;
        try
        {
            Inner.Start(frequencyHz, duty);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure);
            throw;
        }

        tap.End(ref entry);
    }

    public void Stop()
    {
        var entry = tap.Begin(BusVerb.PwmStop, _name);
        try
        {
            Inner.Stop();
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure);
            throw;
        }

        tap.End(ref entry);
    }

    private IPwmChannel Inner => _inner ??= board.GetPwmChannel(channel);
}
