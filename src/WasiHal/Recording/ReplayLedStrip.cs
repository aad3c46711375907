using System.Runtime.InteropServices;

namespace WasiHal.Recording;

/// <summary>The LED strip of a recording.</summary>
internal sealed class ReplayLedStrip(ReplayScript script, int count) : ILedStrip
{
    public int Count => count;

    public void Set(int start, ReadOnlySpan<RgbColor> colors)
    {
        var write = MemoryMarshal.AsBytes(colors);
        script.Next(new BusEntry { Verb = BusVerb.LedsSet, Bus = BusNames.Leds, Whole = start, WriteLength = write.Length }, write);
    }

    public void Show() => script.Next(new BusEntry { Verb = BusVerb.LedsShow, Bus = BusNames.Leds }, default);
}
