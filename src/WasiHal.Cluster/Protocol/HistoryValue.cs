using System.Globalization;
using System.Text.Json;
using WasiHal.Cluster.History;

namespace WasiHal.Cluster.Protocol;

/// <summary>How times and values of a history become JSON.</summary>
internal static class HistoryValue
{
    public static void WriteTime(Utf8JsonWriter writer, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[32];
        writer.WriteStringValue(text[..UtcTimeConverter.Format(time, text)]);
    }

    public static void WriteValue(Utf8JsonWriter writer, in HistoryPoint point)
    {
        if (point.Kind == ReadingValueKind.Text)
        {
            writer.WriteStringValue(point.Text);
        }
        else
        {
            Write(writer, point.Kind, point.Value);
        }
    }

    public static void Write(Utf8JsonWriter writer, ReadingValueKind kind, double value)
    {
        if (kind == ReadingValueKind.Flag)
        {
            writer.WriteBooleanValue(value != 0);
            return;
        }

        // Twelve digits: a mean that says 47.900000000000006 says no more than 47.9, and takes twice the room.
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, "G12", CultureInfo.InvariantCulture);
        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
