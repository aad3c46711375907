using System.Collections.Concurrent;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Live;

/// <summary>Tells the page of readings as they come, and of alarms when they begin and end.</summary>
internal sealed class ReadingFeed(LiveEvents live, NodeChanges changes, TimeProvider time) : IReadingSink
{
    /// <summary>Alarms that are known to be raised: their names come from plugins.</summary>
    public const int MaxAlarms = 1_000;

    /// <summary>What quantities of alarms begin with.</summary>
    public const string AlarmPrefix = "alarm_";

    private readonly ConcurrentDictionary<SeriesId, bool> _raised = new();

    public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
    {
        changes.Add();
        var now = time.GetUtcNow();
        if (live.IsListenedTo)
        {
            live.Publish("reading", Documents(readings.Span, now), RelaxedJson.Default.IReadOnlyListReadingDocument);
        }
        else
        {
            live.Miss();
        }

        foreach (ref readonly var reading in readings.Span)
        {
            if (IsNews(reading) && live.IsListenedTo)
            {
                live.Publish("alarm", ReadingDocument.Of(reading, now), RelaxedJson.Default.ReadingDocument);
            }
        }

        return ValueTask.CompletedTask;
    }

    private static ReadingDocument[] Documents(ReadOnlySpan<Reading> readings, DateTimeOffset now)
    {
        var documents = new ReadingDocument[readings.Length];
        for (var index = 0; index < readings.Length; index++)
        {
            documents[index] = ReadingDocument.Of(readings[index], now);
        }

        return documents;
    }

    private bool IsNews(in Reading reading)
    {
        var measurement = reading.Measurement;
        if (measurement.Value.Kind != ReadingValueKind.Flag || !measurement.Quantity.StartsWith(AlarmPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        return measurement.Value.Flag ? _raised.Count < MaxAlarms && _raised.TryAdd(reading.Series, true) : _raised.TryRemove(reading.Series, out _);
    }
}
