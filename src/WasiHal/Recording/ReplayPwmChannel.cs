namespace WasiHal.Recording;

/// <summary>One PWM channel of a recording.</summary>
internal sealed class ReplayPwmChannel(ReplayScript script, string name) : IPwmChannel
{
    public void Start(double frequencyHz, double duty) =>
        script.Next(new BusEntry { Verb = BusVerb.PwmStart, Bus = name, Real = frequencyHz, SecondReal = duty }, default);

    public void Stop() => script.Next(new BusEntry { Verb = BusVerb.PwmStop, Bus = name }, default);
}
