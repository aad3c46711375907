using System.Text.Json;
using System.Text.Json.Serialization;

namespace WasiHal.Cluster.Protocol;

/// <summary>A value is a JSON number, boolean or string.</summary>
internal sealed class ReadingValueConverter : JsonConverter<ReadingValue>
{
    public override ReadingValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDouble(out var number) && double.IsFinite(number) => ReadingValue.FromNumber(number),
        JsonTokenType.True => ReadingValue.FromFlag(true),
        JsonTokenType.False => ReadingValue.FromFlag(false),
        JsonTokenType.String => ReadingValue.FromText(reader.GetString()!),
        _ => throw new JsonException("A value is a finite number, a boolean or a string."),
    };

    public override void Write(Utf8JsonWriter writer, ReadingValue value, JsonSerializerOptions options)
    {
        switch (value.Kind)
        {
            case ReadingValueKind.Number:
                writer.WriteNumberValue(value.Number);
                break;
            case ReadingValueKind.Flag:
                writer.WriteBooleanValue(value.Flag);
                break;
            default:
                writer.WriteStringValue(value.Text);
                break;
        }
    }
}
