using System.Globalization;

namespace WasiHal;

/// <summary>The pins that the board itself uses, and for what: <c>relay "fan"</c> by 27.</summary>
internal static class ReservedPins
{
    public static IReadOnlyDictionary<int, string> Of(BoardOptions options)
    {
        var pins = new Dictionary<int, string>();
        if (options.Buzzer.GpioPin is { } buzzer)
        {
            pins[buzzer] = "the buzzer";
        }

        foreach (var (name, relay) in options.AllRelays)
        {
            if (relay.GpioPin is { } pin)
            {
                pins[pin] = string.Create(CultureInfo.InvariantCulture, $"relay \"{name}\"");
            }
        }

        return pins;
    }
}
