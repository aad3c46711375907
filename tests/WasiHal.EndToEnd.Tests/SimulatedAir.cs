using System.Globalization;
using System.Text.Json;
using WasiHal.Fake;

namespace WasiHal.EndToEnd.Tests;

/// <summary>Holds readings of a node against the air that its simulated sensors stand in.</summary>
internal static class SimulatedAir
{
    /// <summary>Each series has the value that the air had at the reading's time, as far as its chip can tell.</summary>
    /// <param name="air">The day of the node's seed.</param>
    /// <param name="readings">What <c>/api/readings</c> answered.</param>
    /// <param name="series">Sensor and quantity of each, with <c>/</c> between them.</param>
    public static void AssertReadings(FakeDay air, JsonElement readings, IEnumerable<string> series)
    {
        foreach (var name in series)
        {
            var reading = Find(readings, name)!.Value;
            var expected = Of(air.At(DateTimeOffset.Parse(reading.GetProperty("time").GetString()!, CultureInfo.InvariantCulture)), name.Split('/')[1]);
            var actual = reading.GetProperty("value").GetDouble();
            Assert.True(Math.Abs(expected - actual) <= Resolution(name, expected), $"{name} is {actual}, and the air {expected}");
        }
    }

    /// <summary>The newest reading of a series, if there is one.</summary>
    public static JsonElement? Find(JsonElement readings, string name) => readings.GetProperty("readings").EnumerateArray()
        .Where(reading => $"{reading.GetProperty("sensor").GetString()}/{reading.GetProperty("quantity").GetString()}" == name)
        .Select(reading => (JsonElement?)reading)
        .SingleOrDefault();

    private static double Of(EnvironmentSample air, string quantity) => quantity switch
    {
        "temperature" => air.TemperatureCelsius,
        "relative_humidity" => air.RelativeHumidityPercent,
        "pressure" => air.PressurePascals,
        _ => air.GasResistanceOhms,
    };

    // What the chip can tell apart, and what the air changes in some seconds between measuring and the reading's time.
    private static double Resolution(string name, double value) => name.Split('/') switch
    {
        ["dht22", _] => 0.1,
        [_, "temperature"] => 0.03,
        [_, "relative_humidity"] => 0.08,
        [_, "pressure"] => 6,
        _ => value * 0.01,
    };
}
