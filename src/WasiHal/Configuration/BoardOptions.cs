using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>What is wired to the board: the sections <c>[leds]</c>, <c>[gpio]</c>, <c>[buzzer]</c>, <c>[relays.NAME]</c>, <c>[uart.NAME]</c>, and <c>[fake]</c> for a simulated one.</summary>
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

    /// <summary>The section <c>[fake]</c>.</summary>
    [ConfigurationKeyName("fake")]
    public FakeOptions Fake { get; set; } = new();

    /// <summary>Refuses a buzzer on the pin of a relay, and a simulated device on a port that is not there.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, _) in Relays.Where(relay => relay.Value.GpioPin is { } pin && pin == Buzzer.GpioPin))
        {
            yield return new($"is on GPIO {Buzzer.GpioPin}, the pin of relay \"{name}\": each has a pin of its own", [nameof(Buzzer)]);
        }

        foreach (var port in Fake.Pms5003.Where(port => !Uart.ContainsKey(port)))
        {
            yield return new($"has a PMS5003 on the serial port \"{port}\", which is not there: add [uart.{port}]", [nameof(Fake)]);
        }
    }

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class DistinctPinsAttribute : ValidationAttribute
    {
        public override bool IsValid(object? value) => value is IDictionary<string, RelayOptions> relays
            && relays.Values.Where(relay => relay.GpioPin is not null).GroupBy(relay => relay.GpioPin).All(pin => pin.Count() == 1);
    }
}
