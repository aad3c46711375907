using System.Buffers;
using System.Globalization;
using System.Text;

namespace WasiHal.Cluster.Metrics;

/// <summary>
/// Writes metrics as text. Whatever names there are, a line is a line and no series comes twice: one of either kind makes a
/// scraper throw the whole answer away, and with it the readings of everybody else. For one thread.
/// </summary>
/// <param name="output">Takes the text, in UTF-8.</param>
/// <param name="format">Which of the two.</param>
internal sealed class MetricsText(IBufferWriter<byte> output, MetricsFormat format)
{
    private readonly HashSet<string> _families = new(StringComparer.Ordinal);
    private readonly HashSet<string> _series = new(StringComparer.Ordinal);
    private readonly StringBuilder _line = new();

    /// <summary>Series that were left out, because one with the same name and labels was written before.</summary>
    public long Twins { get; private set; }

    /// <summary>Writes a metric.</summary>
    /// <param name="set">The metric; written once.</param>
    public void Write(MetricSet set)
    {
        if (set.Samples.Count == 0)
        {
            return;
        }

        if (!_families.Add(set.Family.Name))
        {
            Twins += set.Samples.Count;
            return;
        }

        WriteHeader(set.Family);
        _series.Clear();
        foreach (var sample in set.Samples)
        {
            Write(set.Family, sample);
        }
    }

    /// <summary>Ends the text.</summary>
    public void End()
    {
        if (format == MetricsFormat.OpenMetrics)
        {
            Put("# EOF\n");
        }
    }

    /// <summary>A number as both formats write it.</summary>
    public static string NumberOf(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private void WriteHeader(MetricFamily family)
    {
        // In the older format the ending is part of the name, and there is no type for what only has labels.
        var isOpen = format == MetricsFormat.OpenMetrics;
        var name = isOpen ? family.Name : family.Name + family.Ending;
        var help = Escape(family.Help, isQuoted: isOpen);
        Put($"# HELP {name} {help}\n# TYPE {name} {(family.Type == MetricType.Info && !isOpen ? "gauge" : family.TypeName)}\n");
        if (isOpen && family.Unit.Length > 0)
        {
            Put($"# UNIT {name} {family.Unit}\n");
        }
    }

    private void Write(MetricFamily family, in MetricSample sample)
    {
        _line.Clear().Append(family.Name).Append(sample.Ending.Length > 0 ? sample.Ending : family.Ending);
        for (var index = 0; index < sample.Labels.Length; index++)
        {
            var label = sample.Labels[index];
            _line.Append(index == 0 ? '{' : ',').Append(label.Name).Append("=\"").Append(Escape(label.Text, isQuoted: true)).Append('"');
        }

        _line.Append(sample.Labels.Length > 0 ? "}" : "");
        if (!_series.Add(_line.ToString()))
        {
            Twins++;
            return;
        }

        Put(_line.Append(' ').Append(NumberOf(sample.Value)).Append('\n').ToString());
    }

    private static string Escape(string text, bool isQuoted)
    {
        if (text.AsSpan().IndexOfAny('\\', '\n', '"') < 0)
        {
            return text;
        }

        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return isQuoted ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private void Put(string text) => Encoding.UTF8.GetBytes(text, output);
}
