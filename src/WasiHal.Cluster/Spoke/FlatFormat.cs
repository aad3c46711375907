using System.Buffers;
using System.Text.Json;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Protocol.Flat;

namespace WasiHal.Cluster.Spoke;

/// <summary>The push of the original: a bare array, numbered by nothing, that any good answer confirms. A batch whose answer was lost is sent again, and comes twice.</summary>
/// <param name="node">The id of this node.</param>
internal sealed class FlatFormat(string node) : IPushFormat
{
    /// <inheritdoc/>
    public bool HasHeartbeat => false;

    /// <inheritdoc/>
    public PushBody Compose(OutboxSelection selection, PushStatus status)
    {
        var json = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            foreach (var batch in selection.Batches)
            {
                // One object for each sensor and moment, in the order in which they were measured.
                foreach (var moment in BatchContent.Parse(batch.Json).GroupBy(reading => (Sensor: FlatNames.SensorOf(reading.Plugin, reading.Sensor), reading.Time)))
                {
                    Write(writer, moment.Key.Sensor, moment.Key.Time, moment);
                }
            }

            writer.WriteEndArray();
        }

        return new(json.WrittenMemory, null);
    }

    /// <inheritdoc/>
    public PushOutcome Understand(OutboxSelection selection, HubAnswer answer) => answer.Status is >= 200 and < 300
        ? PushOutcome.Accepted(selection.Batches.Select(batch => batch.Name).ToHashSet(), 0)
        : PushOutcome.Refused(answer, HubProblem.Of(answer));

    private void Write(Utf8JsonWriter writer, string sensor, DateTimeOffset time, IEnumerable<PushReading> readings)
    {
        writer.WriteStartObject();
        writer.WriteString("sensor_id"u8, $"{node}:{sensor}");
        writer.WriteNumber("timestamp_ms"u8, time.ToUnixTimeMilliseconds());
        writer.WriteStartObject("data"u8);

        // The newest of two values of one name: an object has each name once.
        foreach (var member in readings.Select(ToFlat).Reverse().DistinctBy(member => member.Name).Reverse())
        {
            writer.WritePropertyName(member.Name);
            JsonSerializer.Serialize(writer, member.Value, NodeJson.Default.ReadingValue);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static (string Name, ReadingValue Value) ToFlat(PushReading reading) =>
        !FlatNames.TryFind(reading.Quantity, reading.Unit ?? "", out var name) ? (reading.Quantity, reading.Value)
        : reading.Value.Kind == ReadingValueKind.Number ? (name.Name, ReadingValue.FromNumber(name.ToFlat(reading.Value.Number)))
        : (name.Name, reading.Value);
}
