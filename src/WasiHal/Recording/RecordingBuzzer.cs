namespace WasiHal.Recording;

/// <summary>The buzzer, recorded.</summary>
internal sealed class RecordingBuzzer(IBoard board, BusTap tap) : IBuzzer
{
    public void Beep(int count, TimeSpan on, TimeSpan off)
    {
        var entry = tap.Begin(BusVerb.BuzzerBeep, BusNames.Buzzer);
        entry.Whole = count;
        entry.Real = on.TotalSeconds;
        entry.SecondReal = off.TotalSeconds;
        try
        {
            board.Buzzer.Beep(count, on, off);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure);
            throw;
        }

        tap.End(ref entry);
    }
}
