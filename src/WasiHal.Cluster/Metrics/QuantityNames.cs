using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace WasiHal.Cluster.Metrics;

/// <summary>
/// The name of a quantity as a metric, which ends with its unit, so that two quantities or two units never meet in one name:
/// <c>temperature</c> in <c>Cel</c> is <c>wasihal_temperature_celsius</c>. What has no such name is told with its quantity and unit as labels.
/// </summary>
internal static partial class QuantityNames
{
    /// <summary>What every name begins with.</summary>
    public const string Prefix = "wasihal_";

    /// <summary>By UCUM code: the word, and by how much a number is divided. No word is the end of another one.</summary>
    public static readonly FrozenDictionary<string, (string Word, double Divisor)> Units = new Dictionary<string, (string, double)>
    {
        ["1"] = ("", 1),
        ["%"] = ("ratio", 100),
        ["A"] = ("amperes", 1),
        ["By"] = ("bytes", 1),
        ["Cel"] = ("celsius", 1),
        ["Hz"] = ("hertz", 1),
        ["J"] = ("joules", 1),
        ["K"] = ("kelvin", 1),
        ["Ohm"] = ("ohms", 1),
        ["Pa"] = ("pascals", 1),
        ["V"] = ("volts", 1),
        ["W"] = ("watts", 1),
        ["deg"] = ("degrees", 1),
        ["g"] = ("grams", 1),
        ["lx"] = ("lux", 1),
        ["m"] = ("meters", 1),
        ["m/s"] = ("meters_per_second", 1),
        ["ppb"] = ("parts_per_billion", 1),
        ["ppm"] = ("parts_per_million", 1),
        ["s"] = ("seconds", 1),
        ["ug/m3"] = ("micrograms_per_cubic_meter", 1),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>First words of the metrics that are the node's own.</summary>
    public static readonly FrozenSet<string> OwnWords = FrozenSet.Create(StringComparer.Ordinal, "build", "flag", "history", "metrics", "node", "outbox", "plugin", "reading", "sensor");

    // What the formats make of a name themselves, where no unit follows.
    private static readonly string[] Endings = ["total", "info", "bucket", "count", "sum", "created", "gcount", "gsum"];

    /// <summary>Finds the metric of a quantity.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <param name="unit">Its unit, a UCUM code.</param>
    /// <param name="family">The metric.</param>
    /// <param name="divisor">By how much a number is divided.</param>
    public static bool TryFind(string quantity, string unit, [NotNullWhen(true)] out MetricFamily? family, out double divisor)
    {
        (family, divisor) = (null, 1);
        if (!Units.TryGetValue(unit, out var known) || !IsPlain(quantity) || (known.Word.Length == 0 && Array.Exists(Endings, word => EndsWith(quantity, word))))
        {
            return false;
        }

        divisor = known.Divisor;
        family = new(Prefix + quantity + (known.Word.Length > 0 ? "_" + known.Word : ""), MetricType.Gauge, known.Word, $"The newest {quantity} of each sensor{(divisor == 1 ? "" : ", 0 to 1 for 0 to 100 %")}; absent when it is stale.");
        return true;
    }

    private static bool IsPlain(string quantity) =>
        quantity.Length <= 64
        && Plain().IsMatch(quantity)
        && !OwnWords.Contains(quantity.Split('_', 2)[0])
        && !Units.Values.Any(unit => unit.Word.Length > 0 && EndsWith(quantity, unit.Word));

    private static bool EndsWith(string quantity, string word) =>
        quantity.EndsWith(word, StringComparison.Ordinal) && (quantity.Length == word.Length || quantity[^(word.Length + 1)] == '_');

    [GeneratedRegex(@"^[a-z][a-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
