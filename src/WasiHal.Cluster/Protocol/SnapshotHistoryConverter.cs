using System.Text.Json;
using System.Text.Json.Serialization;

namespace WasiHal.Cluster.Protocol;

/// <summary>By series, points as <c>[time, value]</c>.</summary>
internal sealed class SnapshotHistoryConverter : JsonConverter<SnapshotHistory>
{
    public override SnapshotHistory Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, SnapshotHistory value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (series, points) in value.Series)
        {
            if (points[^1].Time < value.Since)
            {
                continue;
            }

            writer.WriteStartArray(series.ToString());
            foreach (var point in points.Where(point => point.Time >= value.Since))
            {
                writer.WriteStartArray();
                HistoryValue.WriteTime(writer, point.Time);
                HistoryValue.WriteValue(writer, point);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
