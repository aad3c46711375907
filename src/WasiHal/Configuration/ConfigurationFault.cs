using System.Globalization;

namespace WasiHal;

/// <summary>One thing that is wrong in the configuration.</summary>
/// <param name="Source">Where it stands: the file's full path, or words such as <c>command line</c>.</param>
/// <param name="Line">Its line, from 1, when the source is a file.</param>
/// <param name="Key">The key, written with dots; empty when the file cannot be read as TOML at that place.</param>
/// <param name="Value">The value, when there is one.</param>
/// <param name="Problem">What is wrong and what is accepted; continues a sentence that begins with key and value.</param>
public sealed record ConfigurationFault(string Source, int? Line, string Key, string? Value, string Problem)
{
    private const int LongestValue = 120;

    /// <summary>One line: <c>hub.toml:12: hal.provider = "serial" is not auto, linux or fake</c>.</summary>
    public override string ToString()
    {
        var place = Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{Source}:{line}") : Source;
        var subject = (Key, Value) switch
        {
            ("", _) => "",
            (_, null) => Key + " ",
            _ => $"{Key} = {Shown(Value)} ",
        };
        return $"{place}: {subject}{Problem}";
    }

    private static string Shown(string value)
    {
        if (value is "true" or "false" || double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return value;
        }

        var line = value.ReplaceLineEndings("\\n");
        return line.Length <= LongestValue ? $"\"{line}\"" : $"\"{line.AsSpan(0, LongestValue)}…\"";
    }
}
