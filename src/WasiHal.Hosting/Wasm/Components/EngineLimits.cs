using System.Globalization;
using System.Text.RegularExpressions;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>Says which limit of a plugin the engine means when it refuses to make an instance or to carry a value over.</summary>
internal static partial class EngineLimits
{
    /// <summary>The message with the limit's name, value and key, or null when it is no limit that the engine speaks of.</summary>
    /// <param name="message">What the engine said.</param>
    /// <param name="limits">The plugin's limits.</param>
    /// <param name="limitsKey">Where the operator sets them.</param>
    public static string? Explain(string message, PluginLimits limits, string limitsKey)
    {
        if (message.Contains("fuel allocated for hostcalls", StringComparison.Ordinal))
        {
            return "lists or texts of one call are larger than the engine carries between a component and the host (128 MiB as it counts; about a thirtieth of that for a list of bytes)";
        }

        var match = CountPattern().Match(message);
        if (match.Success)
        {
            var (what, most, key) = match.Groups["what"].Value switch
            {
                "memory" => ("memories", limits.Memories, "memories"),
                "table" => ("tables", limits.Tables, "tables"),
                _ => ("instances within the component", limits.Instances, "instances"),
            };
            return string.Create(CultureInfo.InvariantCulture, $"{match.Groups["number"].Value} {what}, at most {most} are accepted ({limitsKey}.{key})");
        }

        match = SizePattern().Match(message);
        if (!match.Success)
        {
            return null;
        }

        return match.Groups["what"].Value == "memory"
            ? string.Create(CultureInfo.InvariantCulture, $"a memory of {match.Groups["number"].Value} pages of 64 KiB is larger than {limits.MemoryBytes} bytes ({limitsKey}.memory_bytes)")
            : string.Create(CultureInfo.InvariantCulture, $"a table of {match.Groups["number"].Value} elements, at most {limits.TableElements} are accepted ({limitsKey}.table_elements)");
    }

    [GeneratedRegex("(?<what>memory|table|instance) count too high at (?<number>[0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex CountPattern();

    [GeneratedRegex("(?<what>memory|table) minimum size of (?<number>[0-9]+) (pages|elements) exceeds", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SizePattern();
}
