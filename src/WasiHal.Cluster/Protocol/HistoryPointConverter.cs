using System.Text.Json;
using System.Text.Json.Serialization;
using WasiHal.Cluster.History;

namespace WasiHal.Cluster.Protocol;

/// <summary>A point as <c>[time, mean, min, max, count]</c>; of flags and texts the value is the last, and texts have no least and greatest.</summary>
internal sealed class HistoryPointConverter : JsonConverter<HistoryPoint>
{
    public override HistoryPoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, HistoryPoint value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        HistoryValue.WriteTime(writer, value.Time);
        HistoryValue.WriteValue(writer, value);
        if (value.Kind == ReadingValueKind.Text)
        {
            writer.WriteNullValue();
            writer.WriteNullValue();
        }
        else
        {
            HistoryValue.Write(writer, value.Kind, value.Least);
            HistoryValue.Write(writer, value.Kind, value.Most);
        }

        writer.WriteNumberValue(value.Count);
        writer.WriteEndArray();
    }
}
