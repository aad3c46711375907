using System.Globalization;

namespace WasiHal.Hosting.Policy;

/// <summary>The strip, of which only granted LEDs can be set.</summary>
internal sealed class GuardedLedStrip(IBoard board, PluginPolicy policy) : ILedStrip
{
    /// <summary>The LEDs of the board, granted or not.</summary>
    public int Count => board.Leds.Count;

    /// <summary>Indices of the granted LEDs, ascending; some may lie beyond the strip.</summary>
    public IReadOnlyList<int> Granted => policy.Rights.Leds;

    /// <summary>Sets LEDs from <paramref name="start"/> on, all or none.</summary>
    public void Set(int start, ReadOnlySpan<RgbColor> colors)
    {
        var count = Count;

        // An LED that does not exist is no matter of grants: a line to paste would lead the operator astray.
        if (start < 0 || (long)start + colors.Length > count || (colors.IsEmpty && start >= count))
        {
            throw new HardwareException(HardwareErrorKind.Invalid, count == 0
                ? "The board has no LED strip."
                : string.Create(CultureInfo.InvariantCulture, $"LEDs {start} to {(long)start + colors.Length - 1} do not all exist: the strip has 0 to {count - 1}."));
        }

        for (var i = 0; i < colors.Length; i++)
        {
            policy.Demand(Capability.Led(start + i));
        }

        if (colors.IsEmpty)
        {
            policy.DemandAnyLed();
        }

        board.Leds.Set(start, colors);
    }

    /// <summary>Sets every granted LED that exists.</summary>
    /// <exception cref="CapabilityDeniedException">None is granted.</exception>
    public void Fill(RgbColor color)
    {
        policy.DemandAnyLed();
        var leds = board.Leds;
        var count = leds.Count;
        foreach (var index in policy.Rights.LedIndices)
        {
            if (index >= count)
            {
                return;
            }

            leds.Set(index, new ReadOnlySpan<RgbColor>(in color));
        }
    }

    public void Show()
    {
        policy.DemandAnyLed();
        board.Leds.Show();
    }
}
