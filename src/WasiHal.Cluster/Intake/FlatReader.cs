using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Protocol.Flat;

namespace WasiHal.Cluster.Intake;

/// <summary>Reads a push of the original's: an array of <c>{"sensor_id", "timestamp_ms", "data"}</c>.</summary>
/// <param name="expected">How soon the next reading is due, which the original does not say.</param>
internal sealed class FlatReader(TimeSpan expected)
{
    /// <summary>Sensors of one push.</summary>
    public const int MaxSensors = 1_000;

    private const long LastMillisecond = 253_402_300_799_999;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = PushJson.MaxDepth };

    /// <summary>Reads a push.</summary>
    /// <param name="body">What came.</param>
    /// <param name="sender">Names the node of an id without one.</param>
    /// <exception cref="BadHttpRequestException">It is not understood; the message names the member that is wrong.</exception>
    public IReadOnlyList<FlatSensor> Read(ReadOnlyMemory<byte> body, IPAddress sender)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            var sensors = new List<FlatSensor>();
            foreach (var element in document.RootElement.EnumerateArray())
            {
                if (sensors.Count == MaxSensors)
                {
                    throw new BadHttpRequestException($"The body has more than {MaxSensors} readings.");
                }

                sensors.Add(ReadOne(element, $"[{sensors.Count}]", sender));
            }

            return sensors.Sum(sensor => sensor.Readings.Count + sensor.Rejected) <= PushRules.MaxReadings
                ? sensors
                : throw new BadHttpRequestException($"The body has more than {PushRules.MaxReadings} values.");
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException($"The body is not JSON as it is needed: {wrong.Message}");
        }
        catch (InvalidOperationException)
        {
            // So the reader of JSON says that a text holds half of a character, or bytes that are no text.
            throw new BadHttpRequestException("A text of the body is no text in Unicode.");
        }
    }

    private FlatSensor ReadOne(JsonElement element, string place, IPAddress sender)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new BadHttpRequestException($"{place} is not an object {{\"sensor_id\", \"timestamp_ms\", \"data\"}}.");
        }

        var (node, sensor) = Id(Member(element, place, "sensor_id"), place, sender);
        var time = Time(Member(element, place, "timestamp_ms"), place);
        var data = Member(element, place, "data");
        if (data.ValueKind != JsonValueKind.Object)
        {
            throw Wrong($"{place}.data", data, "an object of names and values");
        }

        var values = new List<(string Name, JsonElement Value)>();
        Flatten(data, $"{place}.data", "", values);
        var known = FlatNames.OfSensor(sensor, values.Any(value => FlatNames.IsOfMachine(value.Name)));
        var readings = new List<Reading>(values.Count);
        var hash = new BatchHash();
        var rejected = 0;
        foreach (var (name, value) in values)
        {
            if (MeasurementOf(sensor, name, value, known) is { } measurement)
            {
                readings.Add(new(node, FlatNames.Plugin, measurement, time, expected));
                hash.Add(readings[^1]);
            }
            else
            {
                rejected++;
            }
        }

        return new(node, sensor, readings, rejected, hash.Finish(rejected));
    }

    private static Measurement? MeasurementOf(string sensor, string name, JsonElement value, IReadOnlyList<FlatName> known)
    {
        if (NameTable.Checked(name) is null)
        {
            return null;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Number when value.GetDouble() is var number && double.IsFinite(number):
                var meaning = known.FirstOrDefault(one => one.Name == name && one.Unit.Length > 0);
                var ours = meaning?.ToOurs(number) ?? number;
                return double.IsFinite(ours) ? new(sensor, meaning?.Quantity ?? name, ReadingValue.FromNumber(ours), meaning?.Unit ?? "") : null;
            case JsonValueKind.True or JsonValueKind.False:
                var flag = known.FirstOrDefault(one => one.Name == name && one.Unit.Length == 0);
                return new(sensor, flag?.Quantity ?? name, ReadingValue.FromFlag(value.GetBoolean()), "");
            case JsonValueKind.String when value.GetString() is { Length: <= PushRules.MaxText } text:
                return new(sensor, name, ReadingValue.FromText(text), "");
            default:
                return null;
        }
    }

    private static void Flatten(JsonElement element, string place, string before, List<(string Name, JsonElement Value)> values)
    {
        foreach (var member in element.EnumerateObject())
        {
            // What is too long for a name already grows no more: a long name with many names in it would be a very long text.
            var name = before.Length > PushRules.MaxName ? before : before + member.Name;
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    Flatten(member.Value, $"{place}.{RequestQuery.Short(member.Name)}", name + ".", values);
                    break;
                case JsonValueKind.Array or JsonValueKind.Null:
                    throw Wrong($"{place}.{RequestQuery.Short(member.Name)}", member.Value, "a number, true, false, a text or an object of such");
                default:
                    values.Add((name, member.Value));
                    break;
            }

            if (values.Count > PushRules.MaxReadings)
            {
                throw new BadHttpRequestException($"{place} has more than {PushRules.MaxReadings} values.");
            }
        }
    }

    private static JsonElement Member(JsonElement element, string place, string name) =>
        element.TryGetProperty(name, out var value) ? value : throw new BadHttpRequestException($"{place}.{name} is missing.");

    private static (string Node, string Sensor) Id(JsonElement value, string place, IPAddress sender)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= (2 * PushRules.MaxName) + 1 } id)
        {
            var colon = id.IndexOf(':', StringComparison.Ordinal);
            var node = colon < 0 ? NodeOf(sender) : id[..colon];
            if (PushRules.IsNode(node) && NameTable.Checked(id[(colon + 1)..]) is { } sensor)
            {
                return (node, sensor);
            }
        }

        throw Wrong($"{place}.sensor_id", value, "\"node:sensor\" or \"sensor\", the node of A-Z a-z 0-9 . _ - and each of at most 64 characters");
    }

    /// <summary>The id of a node that does not say who it is.</summary>
    public static string NodeOf(IPAddress address) => "ip-" + address.ToString().Replace('.', '-').Replace(':', '-');

    private static DateTimeOffset Time(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var milliseconds) && milliseconds is >= 0 and <= LastMillisecond
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw Wrong($"{place}.timestamp_ms", value, "a whole number: milliseconds since 1970");

    private static BadHttpRequestException Wrong(string place, JsonElement value, string accepted) =>
        new($"{place} = {Logs.LogLine.Of(RequestQuery.Short(value.GetRawText()))} is not {accepted}.");
}
