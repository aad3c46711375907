namespace WasiHal.Recording;

/// <summary>The climate sensors, recorded: °C and percent, as they were answered.</summary>
internal sealed class RecordingClimateSensors(IBoard board, BusTap tap) : IClimateSensors
{
    public ClimateSample ReadDht22(int pin)
    {
        // A name made at each call: such a sensor measures once in two seconds.
        var entry = tap.Begin(BusVerb.ClimateDht22, BusNames.Climate(pin));
        ClimateSample sample;
        try
        {
            sample = board.Climate.ReadDht22(pin);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure);
            throw;
        }

        entry.Real = sample.TemperatureCelsius;
        entry.SecondReal = sample.RelativeHumidityPercent;
        tap.End(ref entry);
        return sample;
    }
}
