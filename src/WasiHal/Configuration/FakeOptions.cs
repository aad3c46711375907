using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>What is attached to a simulated board: the section <c>[fake]</c>. A real board does not look at it.</summary>
public sealed class FakeOptions : IValidatableObject
{
    /// <summary>Which days the simulated air has; the same seed at the same time is the same air.</summary>
    /// <value>1.</value>
    [ConfigurationKeyName("seed")]
    public int Seed { get; set; } = 1;

    /// <summary>Where BME680 chips are: <c>"1:0x77"</c>, bus and address.</summary>
    /// <value>Empty.</value>
    [ConfigurationKeyName("bme680")]
    [I2cPlace]
    public IList<string> Bme680 { get; } = [];

    /// <summary>Where BME280 chips are.</summary>
    /// <value>Empty.</value>
    [ConfigurationKeyName("bme280")]
    [I2cPlace]
    public IList<string> Bme280 { get; } = [];

    /// <summary>Where SHT31 chips are.</summary>
    /// <value>Empty.</value>
    [ConfigurationKeyName("sht31")]
    [I2cPlace]
    public IList<string> Sht31 { get; } = [];

    /// <summary>Where SSD1306 panels are.</summary>
    /// <value>Empty.</value>
    [ConfigurationKeyName("ssd1306")]
    [I2cPlace]
    public IList<string> Ssd1306 { get; } = [];

    /// <summary>The pins of DHT22 sensors, by BCM number, 0 to 53.</summary>
    /// <value>Empty.</value>
    [ConfigurationKeyName("dht22")]
    [Pin]
    public IList<int> Dht22 { get; } = [];

    /// <summary>The serial ports (<c>[uart.NAME]</c>) with a PMS5003 dust sensor.</summary>
    /// <value>Empty.</value>
    [ConfigurationKeyName("pms5003")]
    public IList<string> Pms5003 { get; } = [];

    /// <summary>Refuses two chips in one place.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var taken = new HashSet<I2cPlace>();
        foreach (var (member, text) in Chips())
        {
            // What is no place is told by itself.
            if (I2cPlace.TryParse(text, out var place) && !taken.Add(place))
            {
                yield return new($"has \"{text}\", where another chip is", [member]);
            }
        }
    }

    private IEnumerable<(string Member, string Text)> Chips() =>
        new (string Member, IList<string> Places)[] { (nameof(Bme680), Bme680), (nameof(Bme280), Bme280), (nameof(Sht31), Sht31), (nameof(Ssd1306), Ssd1306) }
            .SelectMany(chip => chip.Places.Select(place => (chip.Member, place)));
}
