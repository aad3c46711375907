using System.Runtime.InteropServices;

namespace WasiHal.Recording;

/// <summary>The LED strip, recorded; a colour is three bytes, red, green, blue.</summary>
internal sealed class RecordingLedStrip(IBoard board, BusTap tap) : ILedStrip
{
    public int Count => board.Leds.Count;

    public void Set(int start, ReadOnlySpan<RgbColor> colors)
    {
        var entry = tap.Begin(BusVerb.LedsSet, BusNames.Leds);
        entry.Whole = start;
        try
        {
            board.Leds.Set(start, colors);
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure, MemoryMarshal.AsBytes(colors));
            throw;
        }

        tap.End(ref entry, MemoryMarshal.AsBytes(colors));
    }

    public void Show()
    {
        var entry = tap.Begin(BusVerb.LedsShow, BusNames.Leds);
        try
        {
            board.Leds.Show();
        }
        catch (Exception failure)
        {
            tap.Fail(ref entry, failure);
            throw;
        }

        tap.End(ref entry);
    }
}
