using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Spoke;

/// <summary>Whether a reading is one that a hub takes: one that is not would have it refuse the batch, again and again.</summary>
internal static class PushFitness
{
    /// <summary>What is wrong with a reading; null when nothing is.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="node">The id of this node.</param>
    public static string? Problem(in Reading reading, string node)
    {
        var measurement = reading.Measurement;
        return reading.Node != node ? "a reading of another node"
            : !IsName(reading.Plugin) ? "the id of the plugin is not 1 to 64 plain characters"
            : !IsName(measurement.Sensor) ? "the name of the sensor is not 1 to 64 plain characters"
            : !IsName(measurement.Quantity) ? "the name of the quantity is not 1 to 64 plain characters"
            : measurement.Unit is { Length: > 0 } unit && !IsName(unit) ? "the unit is longer than 64 plain characters"
            : measurement.Value.Kind == ReadingValueKind.Text && measurement.Value.Text.Length > PushRules.MaxText ? $"a text of {measurement.Value.Text.Length} characters; a hub takes {PushRules.MaxText}"
            : reading.Time.Year is < 1970 or > 9998 ? "its time is not between the years 1970 and 9998"
            : null;
    }

    private static bool IsName(string? text) => text is { Length: > 0 and <= PushRules.MaxName } && !text.Any(char.IsControl);
}
