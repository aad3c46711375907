namespace WasiHal.Recording;

/// <summary>One PWM channel, recorded.</summary>
internal sealed class RecordingPwmChannel(IBoard board, BusRecorder recorder, byte channel) : IPwmChannel
{
    private readonly string _name = BusNames.Pwm(channel);
    private IPwmChannel? _inner;

    public void Start(double frequencyHz, double duty)
    {
        var entry = recorder.Begin(BusVerb.PwmStart, _name);
        entry.Real = frequencyHz;
        entry.SecondReal = duty;
        try
        {
            Inner.Start(frequencyHz, duty);
        }
        catch (Exception failure)
        {
            recorder.Fail(ref entry, failure);
            throw;
        }

        recorder.End(ref entry);
    }

    public void Stop()
    {
        var entry = recorder.Begin(BusVerb.PwmStop, _name);
        try
        {
            Inner.Stop();
        }
        catch (Exception failure)
        {
            recorder.Fail(ref entry, failure);
            throw;
        }

        recorder.End(ref entry);
    }

    private IPwmChannel Inner => _inner ??= board.GetPwmChannel(channel);
}
