using System.Globalization;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Original;

/// <summary>
/// What the keys of the original's files mean for plugins: <c>[sensors]</c>, <c>[fan]</c>, <c>[leds]</c> and <c>[buzzer]</c>. The one place that
/// knows plugins by name, because those keys do.
/// </summary>
internal static class OriginalKeys
{
    /// <summary>The plugin that <c>[sensors.dht22]</c> is for.</summary>
    public const string Dht22 = "dht22";

    /// <summary>The plugin that <c>[sensors.bme680]</c> is for.</summary>
    public const string Bme680 = "bme680";

    /// <summary>The plugin that <c>[fan]</c> is for.</summary>
    public const string Monitor = "pi-monitor";

    private const byte Bus = 1;
    private const string Fan = "fan";

    /// <summary>The settings that they make, keys in their one spelling.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <param name="board">What is wired.</param>
    public static IReadOnlyDictionary<string, string> Settings(string id, BoardOptions board)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        switch (id)
        {
            case Dht22:
                Add("pin", board.Sensors.Dht22.GpioPin);
                break;
            case Bme680:
                Add("address", board.Sensors.Bme680.I2cAddress);
                break;
            case Monitor:
                Add("threshold_on", board.Fan.ThresholdOn);
                Add("threshold_off", board.Fan.ThresholdOff);
                break;
        }

        return settings;

        void Add(string key, object? value)
        {
            if (Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text)
            {
                settings[key] = text;
            }
        }
    }

    /// <summary>What a plugin asks for, as far as they name it.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <param name="board">What is wired.</param>
    /// <param name="asked">What the plugin asks for.</param>
    public static PermissionSet Hardware(string id, BoardOptions board, PermissionSet asked)
    {
        var own = Own(id, board);
        return PermissionSet.Of(asked.Capabilities.Where(capability => capability.Kind switch
        {
            CapabilityKind.Leds => capability.Number < board.Leds.Count,
            CapabilityKind.Buzzer => board.Buzzer.GpioPin is not null,
            _ => own == capability,
        }));
    }

    /// <summary>The one part that is this plugin's alone.</summary>
    private static Capability? Own(string id, BoardOptions board) => id switch
    {
        Dht22 when board.Sensors.Dht22.GpioPin is { } pin => Capability.Climate(pin),
        Bme680 when board.Sensors.Bme680.I2cAddress is { } address => Chip(address),
        Monitor when board.Fan.GpioPin is not null => Capability.Relay(Fan),
        _ => null,
    };

    private static Capability? Chip(string address)
    {
        var found = new List<Capability>(1);
        return PermissionGrammar.TryRead(CapabilityKind.I2c, string.Create(CultureInfo.InvariantCulture, $"{Bus}:{address}"), null, found, out _) ? found[0] : null;
    }
}
