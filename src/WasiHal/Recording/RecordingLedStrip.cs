using System.Runtime.InteropServices;

namespace WasiHal.Recording;

/// <summary>The LED strip, recorded; a colour is three bytes, red, green, blue.</summary>
internal sealed class RecordingLedStrip(IBoard board, BusRecorder recorder) : ILedStrip
{
    public int Count => board.Leds.Count;

    public void Set(int start, ReadOnlySpan<RgbColor> colors)
    {
        var entry = recorder.Begin(BusVerb.LedsSet, BusNames.Leds);
        entry.Whole = start;
        try
        {
            board.Leds.Set(start, colors);
        }
        catch (Exception failure)
        {
            recorder.Fail(ref entry, failure, MemoryMarshal.AsBytes(colors));
            throw;
        }

        recorder.End(ref entry, MemoryMarshal.AsBytes(colors));
    }

    public void Show()
    {
        var entry = recorder.Begin(BusVerb.LedsShow, BusNames.Leds);
        try
        {
            board.Leds.Show();
        }
        catch (Exception failure)
        {
            recorder.Fail(ref entry, failure);
            throw;
        }

        recorder.End(ref entry);
    }
}
