using System.Text;
using System.Text.Json;

namespace WasiHal.Hosting.Wasm.Components.Original;

/// <summary>
/// What the original gave to its dashboards and displays, made of a snapshot (<c>docs/snapshot.md</c>): an object with, as
/// far as they are known and not stale, <c>dht22</c>, <c>bme680</c>, <c>hub</c>, <c>pi4</c> and <c>pizero</c>, each with the
/// values of one sensor or machine in the original's units. Of several the snapshot's own node comes first, then the
/// order of node, plugin and sensor.
/// </summary>
internal static class OriginalSensorData
{
    /// <summary>Translates.</summary>
    /// <exception cref="PluginFailedException">It is no snapshot.</exception>
    public static string Of(string snapshotJson)
    {
        try
        {
            using var snapshot = JsonDocument.Parse(snapshotJson);
            return Write(snapshot.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new PluginFailedException("the host gave the plugin something that is no snapshot", fault.Message);
        }
    }

    private static string Write(JsonElement snapshot)
    {
        var here = Text(snapshot, "node");
        var hubs = Items(snapshot, "nodes").Where(node => Text(node, "role") == "hub").Select(node => Text(node, "id")).ToHashSet();
        var sensors = Items(snapshot, "readings")
            .Where(reading => !(reading.TryGetProperty("stale", out var stale) && stale.GetBoolean()))
            .GroupBy(reading => (Node: Text(reading, "node"), Plugin: Text(reading, "plugin"), Sensor: Text(reading, "sensor")))
            .OrderBy(group => group.Key.Node != here)
            .ThenBy(group => group.Key.Node, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Plugin, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Sensor, StringComparer.Ordinal)
            .Select(group => (group.Key, Values: Values(group)))
            .ToArray();
        var machines = sensors.Where(sensor => sensor.Values.ContainsKey("cpu_temperature") || sensor.Values.ContainsKey("cpu_use")).ToArray();

        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            WriteFirst(json, "dht22", OriginalField.Dht22, sensors.Where(sensor => Is(sensor.Key, "dht22")).Select(sensor => sensor.Values));
            WriteFirst(json, "bme680", OriginalField.Bme680, sensors.Where(sensor => Is(sensor.Key, "bme680")).Select(sensor => sensor.Values));
            WriteFirst(json, "hub", OriginalField.Monitor, machines.Where(machine => hubs.Contains(machine.Key.Node)).Select(machine => machine.Values));
            WriteFirst(json, "pi4", OriginalField.Monitor, machines.Where(machine => !hubs.Contains(machine.Key.Node) && !IsZero(machine.Key.Node)).Select(machine => machine.Values));
            WriteFirst(json, "pizero", OriginalField.Monitor, machines.Where(machine => !hubs.Contains(machine.Key.Node) && IsZero(machine.Key.Node)).Select(machine => machine.Values));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    // Readings of the original's own nodes are of no plugin of ours; there the sensor's name tells.
    private static bool Is((string Node, string Plugin, string Sensor) key, string device) =>
        key.Plugin == device || key.Sensor.StartsWith(device, StringComparison.Ordinal);

    private static bool IsZero(string node) => node.Contains("zero", StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, JsonElement> Values(IEnumerable<JsonElement> readings)
    {
        var values = new Dictionary<string, JsonElement>();
        foreach (var reading in readings)
        {
            values[Text(reading, "quantity")] = reading.GetProperty("value");
        }

        return values;
    }

    private static void WriteFirst(Utf8JsonWriter json, string name, OriginalField[] fields, IEnumerable<Dictionary<string, JsonElement>> sensors)
    {
        if (sensors.FirstOrDefault(sensor => fields.Any(field => sensor.ContainsKey(field.Quantity))) is not { } values)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var field in fields)
        {
            switch (values.GetValueOrDefault(field.Quantity))
            {
                case { ValueKind: JsonValueKind.True or JsonValueKind.False } flag:
                    json.WriteBoolean(field.JsonName, flag.GetBoolean());
                    break;
                case { ValueKind: JsonValueKind.Number } number:
                    var value = number.GetDouble() / field.Factor;
                    json.WriteNumber(field.JsonName, field.IsWhole ? Math.Round(value) : value);
                    break;
            }
        }

        json.WriteEndObject();
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement snapshot, string name) =>
        snapshot.TryGetProperty(name, out var list) ? list.EnumerateArray() : default;

    private static string Text(JsonElement item, string name) => item.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
