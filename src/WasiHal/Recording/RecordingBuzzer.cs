namespace WasiHal.Recording;

/// <summary>The buzzer, recorded.</summary>
internal sealed class RecordingBuzzer(IBoard board, BusRecorder recorder) : IBuzzer
{
    public void Beep(int count, TimeSpan on, TimeSpan off)
    {
        var entry = recorder.Begin(BusVerb.BuzzerBeep, BusNames.Buzzer);
        entry.Whole = count;
        entry.Real = on.TotalSeconds;
        entry.SecondReal = off.TotalSeconds;
        try
        {
            board.Buzzer.Beep(count, on, off);
        }
        catch (Exception failure)
        {
            recorder.Fail(ref entry, failure);
            throw;
        }

        recorder.End(ref entry);
    }
}
