using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>
/// What is wired to the board: the sections <c>[leds]</c>, <c>[gpio]</c>, <c>[buzzer]</c>, <c>[relays.NAME]</c>, <c>[uart.NAME]</c>, the original's
/// <c>[sensors]</c> and <c>[fan]</c>, and <c>[fake]</c> for a simulated one.
/// </summary>
public sealed class BoardOptions : IValidatableObject
{
    /// <summary>The section <c>[leds]</c>.</summary>
    [ConfigurationKeyName("leds")]
    public LedOptions Leds { get; set; } = new();

    /// <summary>The section <c>[gpio]</c>.</summary>
    [ConfigurationKeyName("gpio")]
    public GpioOptions Gpio { get; set; } = new();

    /// <summary>The section <c>[buzzer]</c>.</summary>
    [ConfigurationKeyName("buzzer")]
    public BuzzerOptions Buzzer { get; set; } = new();

    /// <summary>The sections <c>[relays.NAME]</c>, by name; upper and lower case are the same.</summary>
    /// <value>Empty.</value>
    [ConfigurationKeyName("relays")]
    [DistinctPins(ErrorMessage = "use one pin twice: each relay has a pin of its own")]
    public IDictionary<string, RelayOptions> Relays { get; } = new Dictionary<string, RelayOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The sections <c>[uart.NAME]</c>, by name; upper and lower case are the same.</summary>
    /// <value>Empty: no serial port.</value>
    [ConfigurationKeyName("uart")]
    public IDictionary<string, UartOptions> Uart { get; } = new Dictionary<string, UartOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The section <c>[sensors]</c>. A simulated board has these sensors; a real one leaves them to their plugins.</summary>
    [ConfigurationKeyName("sensors")]
    public SensorsOptions Sensors { get; set; } = new();

    /// <summary>The section <c>[fan]</c>.</summary>
    [ConfigurationKeyName("fan")]
    public FanOptions Fan { get; set; } = new();

    /// <summary>The section <c>[fake]</c>.</summary>
    [ConfigurationKeyName("fake")]
    public FakeOptions Fake { get; set; } = new();

    /// <summary>The relays with the one that <c>[fan]</c> makes; a relay of that name that is configured as such goes before it.</summary>
    internal IDictionary<string, RelayOptions> AllRelays => Fan.GpioPin is { } pin && !Relays.ContainsKey(FanOptions.Relay)
        ? new Dictionary<string, RelayOptions>(Relays, StringComparer.OrdinalIgnoreCase) { [FanOptions.Relay] = new() { GpioPin = pin, ActiveLow = true } }
        : Relays;

    /// <summary>Refuses two parts on one pin, two pins for one fan, and a simulated device on a port that is not there.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, _) in Relays.Where(relay => relay.Value.GpioPin is { } pin && pin == Buzzer.GpioPin))
        {
            yield return new($"is on GPIO {Buzzer.GpioPin}, the pin of relay \"{name}\": each has a pin of its own", [nameof(Buzzer), nameof(Relays)]);
        }

        if (Fan.GpioPin is { } fan)
        {
            foreach (var problem in FanProblems(fan))
            {
                yield return problem;
            }
        }

        foreach (var port in Fake.Pms5003.Where(port => !Uart.ContainsKey(port)))
        {
            yield return new($"has a PMS5003 on the serial port \"{port}\", which is not there: add [uart.{port}]", [nameof(Fake), nameof(Uart)]);
        }
    }

    private IEnumerable<ValidationResult> FanProblems(int fan)
    {
        const string key = "fan:gpio_pin";
        if (Relays.TryGetValue(FanOptions.Relay, out var named) && named.GpioPin is { } other && other != fan)
        {
            yield return new($"is not relays.fan.gpio_pin = {other}, and both are the relay fan: keep one of the two keys", [key, "relays:fan:gpio_pin"]);
        }

        foreach (var (name, _) in Relays.Where(relay => relay.Value.GpioPin == fan && !relay.Key.Equals(FanOptions.Relay, StringComparison.OrdinalIgnoreCase)))
        {
            yield return new($"is the pin of relay \"{name}\": each has a pin of its own", [key, $"relays:{name}:gpio_pin"]);
        }

        if (Buzzer.GpioPin == fan)
        {
            yield return new("is the pin of the buzzer: each has a pin of its own", [key, "buzzer:gpio_pin"]);
        }
    }

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class DistinctPinsAttribute : ValidationAttribute
    {
        public override bool IsValid(object? value) => value is IDictionary<string, RelayOptions> relays
            && relays.Values.Where(relay => relay.GpioPin is not null).GroupBy(relay => relay.GpioPin).All(pin => pin.Count() == 1);
    }
}
