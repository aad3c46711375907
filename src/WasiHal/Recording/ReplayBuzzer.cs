namespace WasiHal.Recording;

/// <summary>The buzzer of a recording.</summary>
internal sealed class ReplayBuzzer(ReplayScript script) : IBuzzer
{
    public void Beep(int count, TimeSpan on, TimeSpan off) =>
        script.Next(new BusEntry { Verb = BusVerb.BuzzerBeep, Bus = BusNames.Buzzer, Whole = count, Real = on.TotalSeconds, SecondReal = off.TotalSeconds }, default);
}
