using System.Text.RegularExpressions;
using WasiHal.Cluster.Metrics;
using WasiHal.Cluster.Telemetry;
using WasiHal.Hosting.Tests;
using WasiHal.Tests.Shared;

namespace WasiHal.Cluster.Tests.Metrics;

public sealed partial class QuantityNamesTests
{
    [Theory]
    [InlineData("temperature", "Cel", "wasihal_temperature_celsius")]
    [InlineData("relative_humidity", "%", "wasihal_relative_humidity_ratio")]
    [InlineData("pressure", "Pa", "wasihal_pressure_pascals")]
    [InlineData("gas_resistance", "Ohm", "wasihal_gas_resistance_ohms")]
    [InlineData("air_quality_score", "1", "wasihal_air_quality_score")]
    [InlineData("pm2_5", "ug/m3", "wasihal_pm2_5_micrograms_per_cubic_meter")]
    [InlineData("memory_used", "By", "wasihal_memory_used_bytes")]
    [InlineData("uptime", "s", "wasihal_uptime_seconds")]
    [InlineData("co2", "ppm", "wasihal_co2_parts_per_million")]
    public void TryFind_PlainQuantity_EndsWithItsUnit(string quantity, string unit, string name)
    {
        Assert.True(QuantityNames.TryFind(quantity, unit, out var family, out _));

        Assert.Equal(name, family.Name);
        Assert.True(family.Unit.Length == 0 || name.EndsWith("_" + family.Unit, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("temperature_celsius", "1")]
    [InlineData("celsius", "1")]
    [InlineData("a_micrograms_per_cubic_meter", "s")]
    [InlineData("polls_total", "1")]
    [InlineData("a_bucket", "1")]
    [InlineData("info", "1")]
    [InlineData("node_silence", "s")]
    [InlineData("node", "1")]
    [InlineData("reading_age", "s")]
    [InlineData("plugin_memory", "By")]
    [InlineData("Temperature", "Cel")]
    [InlineData("temperature\n", "Cel")]
    [InlineData("température", "Cel")]
    [InlineData("2x", "1")]
    [InlineData("", "1")]
    [InlineData("temperature", "")]
    [InlineData("temperature", "°C")]
    [InlineData("temperature", "degF")]
    public void TryFind_AnythingElse_HasNoNameOfItsOwn(string quantity, string unit) => Assert.False(QuantityNames.TryFind(quantity, unit, out _, out _));

    [Fact]
    public void Units_NoneIsTheEndOfAnother() =>
        Assert.DoesNotContain(
            from one in QuantityNames.Units.Values
            from other in QuantityNames.Units.Values
            where one.Word.Length > 0 && other.Word != one.Word && other.Word.EndsWith("_" + one.Word, StringComparison.Ordinal)
            select (one, other),
            _ => true);

    [Fact]
    public void TryFind_TwoQuantitiesOrUnits_NeverMeetInOneName()
    {
        // Words that the rule itself is made of, put together at random: what could meet, meets here.
        string[] words = [.. QuantityNames.Units.Values.SelectMany(unit => unit.Word.Split('_')), .. QuantityNames.OwnWords, "a", "2", "", "total", "count"];
        string[] units = [.. QuantityNames.Units.Keys];
        var names = new Dictionary<string, (string Quantity, string Unit)>(StringComparer.Ordinal);
        var random = FuzzRuns.RandomFor(1);
        for (var run = 0; run < FuzzRuns.Of(20_000); run++)
        {
            var one = (Quantity: string.Join('_', random.GetItems(words, random.Next(1, 5))), Unit: units[random.Next(units.Length)]);
            if (QuantityNames.TryFind(one.Quantity, one.Unit, out var family, out _))
            {
                names.TryAdd(family.Name, one);
                Assert.True(names[family.Name] == one, $"seed {FuzzRuns.Seed}, run {run}: {one} and {names[family.Name]} are both {family.Name}");
            }
        }

        Assert.InRange(names.Count, 100, int.MaxValue);
    }

    [Fact]
    public void Vocabulary_EveryNumberOfTheDocument_HasANameAndAnInstrument()
    {
        var document = File.ReadAllText(RepositoryRoot.PathOf("docs/units.md")).Split("\n## ").Single(chapter => chapter.StartsWith("Quantities", StringComparison.Ordinal));
        (string Quantity, string Unit)[] vocabulary =
        [
            .. from row in Row().Matches(document)
               from quantity in Word().Matches(row.Groups[1].Value)
               select (quantity.Groups[1].Value, row.Groups[2].Value),
        ];

        Assert.Equal(vocabulary.Order(), ReadingInstrument.All.Select(instrument => (instrument.Quantity, instrument.Unit)).Order());
        Assert.All(vocabulary, one => Assert.True(QuantityNames.TryFind(one.Quantity, one.Unit, out _, out _)));
    }

    [GeneratedRegex(@"^\| ((?:`\w+`(?:, )?)+) \| `([^`]+)` \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Word();
}
