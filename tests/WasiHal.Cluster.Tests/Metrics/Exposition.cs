using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace WasiHal.Cluster.Tests.Metrics;

/// <summary>One line with a value.</summary>
/// <param name="Family">The metric that it belongs to.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Labels">In the order of the line.</param>
/// <param name="Value">The value.</param>
internal sealed record ExposedSample(string Family, string Name, IReadOnlyList<KeyValuePair<string, string>> Labels, double Value)
{
    public string? this[string label] => Labels.Where(one => one.Key == label).Select(one => one.Value).FirstOrDefault();
}

/// <summary>
/// Reads the two text formats as their documents describe them, and nothing that they do not: each line against the grammar, and what holds
/// of a text as a whole. It shares nothing with what writes them.
/// </summary>
internal sealed partial class Exposition
{
    private readonly bool _isOpen;
    private readonly List<ExposedSample> _samples = [];
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _units = new(StringComparer.Ordinal);
    private readonly HashSet<string> _series = new(StringComparer.Ordinal);
    private string? _family;

    private Exposition(bool isOpen) => _isOpen = isOpen;

    /// <summary>Every value.</summary>
    public IReadOnlyList<ExposedSample> Samples => _samples;

    /// <summary>Type by metric.</summary>
    public IReadOnlyDictionary<string, string> Types => _types;

    /// <summary>Unit by metric.</summary>
    public IReadOnlyDictionary<string, string> Units => _units;

    /// <summary>Reads a whole answer.</summary>
    /// <exception cref="FormatException">It breaks the format; the message has the line.</exception>
    public static Exposition Read(ReadOnlySpan<byte> bytes, bool isOpenMetrics)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        if (!text.EndsWith('\n'))
        {
            throw new FormatException("The last line does not end.");
        }

        var lines = text[..^1].Split('\n');
        if (isOpenMetrics && lines[^1] != "# EOF")
        {
            throw new FormatException("The end is not marked.");
        }

        var read = new Exposition(isOpenMetrics);
        foreach (var line in isOpenMetrics ? lines[..^1] : lines)
        {
            try
            {
                read.Take(line);
            }
            catch (FormatException wrong)
            {
                throw new FormatException($"{wrong.Message} In: {line}", wrong);
            }
        }

        read.CheckHistograms();
        return read;
    }

    public double? Find(string name, params (string Label, string Value)[] labels) =>
        _samples.Where(sample => sample.Name == name && labels.All(label => sample[label.Label] == label.Value)).Select(sample => (double?)sample.Value).SingleOrDefault();

    private void Take(string line)
    {
        if (line.StartsWith('#'))
        {
            TakeComment(line);
        }
        else
        {
            TakeSample(line);
        }
    }

    private void TakeComment(string line)
    {
        var match = (_isOpen ? OpenComment() : PlainComment()).Match(line);
        if (!match.Success)
        {
            throw new FormatException("This is no HELP, TYPE or UNIT.");
        }

        var (kind, name, rest) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        if (kind == "HELP")
        {
            if (_types.ContainsKey(name))
            {
                throw new FormatException("A metric comes twice.");
            }

            _family = name;
            return;
        }

        if (name != _family)
        {
            throw new FormatException("This is of another metric than the HELP before.");
        }

        if (kind == "TYPE")
        {
            string[] known = _isOpen ? ["gauge", "counter", "info", "histogram"] : ["gauge", "counter", "histogram"];
            if (!known.Contains(rest) || !_types.TryAdd(name, rest))
            {
                throw new FormatException("This is no type, or the second one.");
            }
        }
        else if (!name.EndsWith("_" + rest, StringComparison.Ordinal) || _types[name] == "info" || !_units.TryAdd(name, rest))
        {
            throw new FormatException("The name does not end with its unit, or has a second one.");
        }
    }

    private void TakeSample(string line)
    {
        var match = Sample().Match(line);
        if (!match.Success)
        {
            throw new FormatException("This is no sample.");
        }

        var name = match.Groups[1].Value;
        var labels = match.Groups["label"].Captures.Zip(match.Groups["value"].Captures, (label, value) => KeyValuePair.Create(label.Value, Unescape(value.Value))).ToArray();
        if (labels.DistinctBy(label => label.Key).Count() != labels.Length)
        {
            throw new FormatException("A label comes twice.");
        }

        // As what stores it sees it: an empty label is none, and the order says nothing.
        if (!_series.Add(name + string.Concat(labels.Where(label => label.Value.Length > 0).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"\u0001{label.Key}\u0002{label.Value}"))))
        {
            throw new FormatException("A series comes twice.");
        }

        if (_family is null || !_types.TryGetValue(_family, out var type) || !IsNameOf(type, _family, name))
        {
            throw new FormatException("The metric before has no such sample.");
        }

        var value = match.Groups["number"].Value switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
        if (!double.IsFinite(value) || (type is "counter" or "histogram" && value < 0) || (type == "info" && value != 1))
        {
            throw new FormatException("This is no value of its type.");
        }

        _samples.Add(new(_family, name, labels, value));
    }

    private bool IsNameOf(string type, string family, string name) => type switch
    {
        "histogram" => name == family + "_bucket" || name == family + "_sum" || name == family + "_count",
        "counter" when _isOpen => name == family + "_total",
        "counter" => name == family && name.EndsWith("_total", StringComparison.Ordinal),
        "info" => name == family + "_info",
        _ => name == family,
    };

    private void CheckHistograms()
    {
        foreach (var family in _types.Where(one => one.Value == "histogram").Select(one => one.Key))
        {
            foreach (var series in _samples.Where(sample => sample.Family == family).GroupBy(sample => string.Join(',', sample.Labels.Where(label => label.Key != "le"))))
            {
                ExposedSample[] buckets = [.. series.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal))];
                double[] bounds = [.. buckets.Select(bucket => bucket["le"] == "+Inf" ? double.PositiveInfinity : double.Parse(bucket["le"]!, CultureInfo.InvariantCulture))];
                if (!bounds.SequenceEqual(bounds.Order()) || bounds.LastOrDefault() != double.PositiveInfinity || !buckets.Select(bucket => bucket.Value).SequenceEqual(buckets.Select(bucket => bucket.Value).Order()))
                {
                    throw new FormatException($"{family} has buckets that do not ascend to +Inf.");
                }

                if (series.Single(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value != buckets[^1].Value)
                {
                    throw new FormatException($"{family} has a count that is not its last bucket's.");
                }
            }
        }
    }

    private static string Unescape(string value)
    {
        var text = new StringBuilder();
        for (var index = 0; index < value.Length; index++)
        {
            text.Append(value[index] != '\\' ? value[index] : value[++index] == 'n' ? '\n' : value[index]);
        }

        return text.ToString();
    }

    // In the newer format a quotation mark in a HELP is escaped, in the older it is not.
    [GeneratedRegex("""^# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\"\n]|\\[\\"n])*)\z""", RegexOptions.CultureInvariant)]
    private static partial Regex OpenComment();

    [GeneratedRegex("""^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\\n]|\\[\\n])*)\z""", RegexOptions.CultureInvariant)]
    private static partial Regex PlainComment();

    [GeneratedRegex("""^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>(?:[^\\"\n\r\0]|\\[\\"n])*)"(?:,(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>(?:[^\\"\n\r\0]|\\[\\"n])*)")*\})? (?<number>[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|[+-]Inf)\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Sample();
}
