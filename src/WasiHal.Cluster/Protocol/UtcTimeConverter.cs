using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WasiHal.Cluster.Protocol;

/// <summary>Times are RFC 3339 in UTC with three digits of a second and Z.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[32];
        writer.WriteStringValue(text[..Format(value, text)]);
    }

    /// <summary>Writes a time as text.</summary>
    /// <param name="value">The time.</param>
    /// <param name="text">Room for 24 bytes.</param>
    /// <returns>The bytes written.</returns>
    public static int Format(DateTimeOffset value, Span<byte> text)
    {
        value.UtcDateTime.TryFormat(text, out var length, Pattern, CultureInfo.InvariantCulture);
        return length;
    }
}
