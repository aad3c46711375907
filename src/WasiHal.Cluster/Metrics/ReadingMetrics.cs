namespace WasiHal.Cluster.Metrics;

/// <summary>The newest readings: numbers by quantity, flags as 0 and 1, and how old each reading is. What is stale has no value any more, and its age goes on.</summary>
internal sealed class ReadingMetrics(IReadingStore readings, TimeProvider time) : IMetricsSource
{
    /// <summary>Readings of one answer.</summary>
    public const int MaxReadings = 5_000;

    private static readonly MetricFamily Flags = new("wasihal_flag", MetricType.Gauge, "", "The newest flag of each sensor, alarms among them: 1 when it is set, 0 when not; absent when it is stale.");
    private static readonly MetricFamily Others = new("wasihal_reading", MetricType.Gauge, "", "The newest number of each sensor whose quantity and unit make no name of their own; absent when it is stale.");
    private static readonly MetricFamily Ages = new("wasihal_reading_age_seconds", MetricType.Gauge, "seconds", "Time since the newest reading, also of one that is stale or a text.");

    // Of a plugin that makes up names, before others have to make room for it.
    private static readonly int[] MostOfAPlugin = [int.MaxValue, 500, 250, 100, 50, 20, 10, 5, 2, 1];

    /// <inheritdoc/>
    public IEnumerable<MetricSet> Collect(MetricsOmissions omissions)
    {
        var now = time.GetUtcNow();
        var values = new SortedDictionary<string, (MetricFamily Family, List<MetricSample> Samples)>(StringComparer.Ordinal);
        var ages = new List<MetricSample>();
        foreach (var reading in Bounded(readings.Current.Readings, omissions))
        {
            ages.Add(new(Math.Max(0, (now - reading.TimeHere).TotalSeconds), Labels(reading, new MetricLabel("quantity", reading.Measurement.Quantity))));
            if (reading.Measurement.Value.Kind != ReadingValueKind.Text && !reading.IsStale(now))
            {
                var (family, sample) = Of(reading);
                if (!values.TryGetValue(family.Name, out var known))
                {
                    values.Add(family.Name, known = (family, []));
                }

                known.Samples.Add(sample);
            }
        }

        return [.. values.Values.Select(value => new MetricSet(value.Family, value.Samples)), new(Ages, ages)];
    }

    private static (MetricFamily Family, MetricSample Sample) Of(in Reading reading)
    {
        var (_, quantity, value, unit) = reading.Measurement;
        if (value.Kind == ReadingValueKind.Flag)
        {
            return (Flags, new(value.Flag ? 1 : 0, Labels(reading, new MetricLabel("quantity", quantity))));
        }

        return QuantityNames.TryFind(quantity, unit, out var family, out var divisor)
            ? (family, new(Divide(value.Number, divisor), Labels(reading)))
            : (Others, new(value.Number, Labels(reading, new("quantity", quantity), new("unit", unit))));
    }

    // 45.3 % are 0.453 and not 0.45299999999999996: what was written in decimals is calculated in them.
    private static double Divide(double number, double divisor) =>
        divisor == 1 ? number : Math.Abs(number) is > 1e-9 and < 1e15 ? (double)((decimal)number / (decimal)divisor) : number / divisor;

    private static MetricLabel[] Labels(in Reading reading, params ReadOnlySpan<MetricLabel> more) =>
        [new("node", reading.Node), new("plugin", reading.Plugin), new("sensor", reading.Measurement.Sensor), .. more];

    private static IReadOnlyList<Reading> Bounded(IReadOnlyList<Reading> all, MetricsOmissions omissions)
    {
        if (all.Count <= MaxReadings)
        {
            return all;
        }

        Reading[][] plugins = [.. all.GroupBy(reading => (reading.Node, reading.Plugin)).Select(plugin => plugin.ToArray())];
        var most = MostOfAPlugin.FirstOrDefault(most => plugins.Sum(plugin => Math.Min(plugin.Length, most)) <= MaxReadings, 1);
        Reading[] kept = [.. plugins.SelectMany(plugin => plugin.Take(most)).Take(MaxReadings)];
        omissions.Add("readings", all.Count - kept.Length);
        return kept;
    }
}
