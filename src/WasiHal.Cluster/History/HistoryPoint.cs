namespace WasiHal.Cluster.History;

/// <summary>What a series did within one step of time.</summary>
/// <param name="Time">When the step begins.</param>
/// <param name="Kind">What was measured, last.</param>
/// <param name="Value">The mean of numbers; of flags the last, 1 or 0.</param>
/// <param name="Least">The least number, or whether every flag was set.</param>
/// <param name="Most">The greatest number, or whether any flag was set.</param>
/// <param name="Text">The last text.</param>
/// <param name="Count">Readings, at least 1.</param>
internal readonly record struct HistoryPoint(DateTimeOffset Time, ReadingValueKind Kind, double Value, double Least, double Most, string? Text, int Count)
{
    /// <summary>A point of one reading.</summary>
    public static HistoryPoint Of(ReadingValue value, DateTimeOffset time) => value.Kind switch
    {
        ReadingValueKind.Number => new(time, value.Kind, value.Number, value.Number, value.Number, null, 1),
        ReadingValueKind.Flag => new(time, value.Kind, value.Flag ? 1 : 0, value.Flag ? 1 : 0, value.Flag ? 1 : 0, null, 1),
        _ => new(time, value.Kind, 0, 0, 0, value.Text, 1),
    };

    /// <summary>The begin of the step that a time falls into; steps are counted from the year 1.</summary>
    public static DateTimeOffset StepOf(DateTimeOffset time, TimeSpan step) => new(time.UtcTicks - (time.UtcTicks % step.Ticks), TimeSpan.Zero);

    /// <summary>This point with what came later in its step. What changed its kind begins anew.</summary>
    public HistoryPoint With(in HistoryPoint later)
    {
        if (later.Kind != Kind)
        {
            return later with { Time = Time };
        }

        var count = Count + later.Count;
        var share = (double)later.Count / count;
        return later with
        {
            Time = Time,

            // In this form, so that the mean of the greatest numbers there are is a number too.
            Value = Kind == ReadingValueKind.Number ? Value + ((later.Value * share) - (Value * share)) : later.Value,
            Least = Math.Min(Least, later.Least),
            Most = Math.Max(Most, later.Most),
            Count = count,
        };
    }
}
