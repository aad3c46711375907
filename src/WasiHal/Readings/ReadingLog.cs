using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WasiHal;

/// <summary>Logs every reading while <c>logging.show_sensor_data</c> is on. Safe from any thread.</summary>
internal sealed class ReadingLog(IOptionsMonitor<LoggingOptions> options, ILogger<ReadingLog> logger) : IReadingSink
{
    /// <summary>Readings in one entry; a poll with more makes several entries.</summary>
    public const int MostInAnEntry = 16;

    /// <summary>Characters of one name or value: plugins choose them.</summary>
    public const int LongestText = 80;

    public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
    {
        if (!options.CurrentValue.ShowSensorData || !logger.IsEnabled(LogLevel.Information))
        {
            return ValueTask.CompletedTask;
        }

        for (var rest = readings.Span; !rest.IsEmpty;)
        {
            // A batch is one plugin's poll, or, on a hub, several nodes'.
            var (node, plugin) = (rest[0].Node, rest[0].Plugin);
            var count = 1;
            while (count < rest.Length && count < MostInAnEntry && rest[count].Node == node && rest[count].Plugin == plugin)
            {
                count++;
            }

            Log.ReadingsTaken(logger, node, plugin, Words(rest[..count]));
            rest = rest[count..];
        }

        return ValueTask.CompletedTask;
    }

    private static string Words(ReadOnlySpan<Reading> readings)
    {
        var words = new StringBuilder();
        foreach (ref readonly var reading in readings)
        {
            var (sensor, quantity, value, unit) = (reading.Measurement.Sensor, reading.Measurement.Quantity, reading.Measurement.Value, reading.Measurement.Unit);
            words.Append(words.Length > 0 ? ", " : "").Append(Plain(sensor)).Append(' ').Append(Plain(quantity)).Append(" = ").Append(Plain(value.ToString()));
            if (unit.Length > 0)
            {
                words.Append(' ').Append(Plain(unit));
            }
        }

        return words.ToString();
    }

    /// <summary>Short, on one line, and without characters that act on a terminal.</summary>
    private static string Plain(string text)
    {
        var cut = text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText), "…");
        return cut.Any(IsActive) ? string.Concat(cut.Select(character => IsActive(character) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : $"{character}")) : cut;
    }

    private static bool IsActive(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
