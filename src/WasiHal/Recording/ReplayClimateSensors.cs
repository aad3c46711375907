namespace WasiHal.Recording;

/// <summary>The climate sensors of a recording.</summary>
internal sealed class ReplayClimateSensors(ReplayScript script) : IClimateSensors
{
    public ClimateSample ReadDht22(int pin)
    {
        var answer = script.Next(new BusEntry { Verb = BusVerb.ClimateDht22, Bus = BusNames.Climate(pin) }, default).Entry;
        return new ClimateSample(answer.Real, answer.SecondReal);
    }
}
