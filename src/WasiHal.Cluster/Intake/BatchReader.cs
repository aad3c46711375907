using System.Text.Json;
using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>
/// Reads the readings of the batches of one push. A reading that is none in its form makes the push one that is not
/// understood; one that says what cannot be kept (a name that is too long, a number that is none) is left out and counted.
/// For one thread.
/// </summary>
internal sealed class BatchReader(NameTable names, TimeSpan unstated)
{
    private const int PluginBit = 1, SensorBit = 2, QuantityBit = 4, ValueBit = 8, UnitBit = 16, TimeBit = 32, ExpectedBit = 64;

    private readonly List<Reading> _readings = [];
    private readonly BatchHash _hash = new();
    private int _total;

    /// <summary>Reads a list, which the reader of JSON is on.</summary>
    /// <exception cref="BadHttpRequestException">It is not understood.</exception>
    public BatchContent Read(ref PushJson json)
    {
        json.RequireList("readings");
        _readings.Clear();
        var rejected = 0;
        json.List = "readings";
        for (json.Index = 0; json.NextUntil(JsonTokenType.EndArray); json.Index++)
        {
            if (++_total > PushRules.MaxReadings)
            {
                json.List = null;
                throw json.Wrong("readings", $"makes more than {PushRules.MaxReadings} readings of this push");
            }

            if (TryReadOne(ref json, out var reading))
            {
                _readings.Add(reading);
                _hash.Add(reading);
            }
            else
            {
                rejected++;
            }
        }

        json.List = null;
        return new([.. _readings], rejected, _hash.Finish(rejected));
    }

    private bool TryReadOne(ref PushJson json, out Reading reading)
    {
        var seen = 0;
        var isKept = true;
        string? plugin = null, sensor = null, quantity = null, unit = "";
        var value = default(ReadingValue);
        var time = default(DateTimeOffset);
        var expected = unstated;
        json.RequireObject("");
        while (json.NextUntil(JsonTokenType.EndObject))
        {
            if (json.Is("plugin"u8))
            {
                plugin = json.Begin(ref seen, PluginBit, "plugin") ? json.Name(names, "plugin") : null;
            }
            else if (json.Is("sensor"u8))
            {
                sensor = json.Begin(ref seen, SensorBit, "sensor") ? json.Name(names, "sensor") : null;
            }
            else if (json.Is("quantity"u8))
            {
                quantity = json.Begin(ref seen, QuantityBit, "quantity") ? json.Name(names, "quantity") : null;
            }
            else if (json.Is("value"u8))
            {
                isKept &= json.Begin(ref seen, ValueBit, "value") && TryReadValue(ref json, out value);
            }
            else if (json.Is("unit"u8))
            {
                unit = json.Begin(ref seen, UnitBit, "unit") ? Unit(ref json) : "";
            }
            else if (json.Is("time"u8))
            {
                time = json.Begin(ref seen, TimeBit, "time") ? json.Time("time") : default;
            }
            else if (json.Is("expectedEverySeconds"u8))
            {
                isKept &= !json.Begin(ref seen, ExpectedBit, "expectedEverySeconds") || TryReadExpectation(ref json, out expected);
            }
            else
            {
                json.Skip();
            }
        }

        json.RequireAll(seen, (PluginBit, "plugin"), (SensorBit, "sensor"), (QuantityBit, "quantity"), (ValueBit, "value"), (TimeBit, "time"));
        reading = new("", plugin ?? "", new(sensor ?? "", quantity ?? "", value, unit ?? ""), time, expected);
        return isKept && plugin is not null && sensor is not null && quantity is not null && unit is not null;
    }

    private string? Unit(ref PushJson json) => json.IsEmptyText ? "" : json.Name(names, "unit");

    private static bool TryReadValue(ref PushJson json, out ReadingValue value)
    {
        value = default;
        switch (json.Kind)
        {
            case JsonTokenType.Number when json.Number("value") is var number:
                // A number that is too large for one reads as infinite.
                value = double.IsFinite(number) ? ReadingValue.FromNumber(number) : default;
                return double.IsFinite(number);
            case JsonTokenType.True or JsonTokenType.False:
                value = ReadingValue.FromFlag(json.Flag("value"));
                return true;
            case JsonTokenType.String when json.Text("value") is var text:
                value = ReadingValue.FromText(text);
                return text.Length <= PushRules.MaxText;
            default:
                throw json.NotAccepted("value", "a number, true, false or a text");
        }
    }

    private static bool TryReadExpectation(ref PushJson json, out TimeSpan expected)
    {
        var seconds = json.Number("expectedEverySeconds");
        var isOne = seconds > 0 && seconds <= PushRules.LongestExpectation.TotalSeconds;
        expected = isOne ? TimeSpan.FromSeconds(seconds) : default;
        return isOne;
    }
}
