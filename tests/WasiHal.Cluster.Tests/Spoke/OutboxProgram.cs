using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using WasiHal.Cluster.Spoke;
using WasiHal.Cluster.Tests.Crash;
using WasiHal.Durable;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>An outbox in a program of its own: readings come in, and some are confirmed. Tells what is safe.</summary>
internal static class OutboxProgram
{
    public const string Mode = "outbox";
    public const string FileName = Outbox.FileName;

    /// <summary>Takes in readings with the values from 1, a commit each; every third time the hub confirms the oldest.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="arguments">How many.</param>
    public static Task RunAsync(string folder, string arguments)
    {
        using var outbox = Open(folder);
        var (pending, waiting) = (new PendingBatches(1 << 20), new List<long>());
        var count = int.Parse(arguments, CultureInfo.InvariantCulture);
        for (var value = 1; value <= count + 3; value++)
        {
            if (value <= count)
            {
                pending.Add(new(BatchContent.Pack([Reading(value)], outbox.MaxBatchJson, out var packed), packed, null));
                waiting.Add(value);
            }

            try
            {
                outbox.Write(pending);
                waiting.ForEach(safe => WriterProgram.Tell(string.Create(CultureInfo.InvariantCulture, $"taken {safe}")));
                waiting.Clear();
                Confirm(outbox, value);
            }
            catch (DatabaseUnavailableException)
            {
                // Not told, so nobody relies on it; it is tried again with the next.
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>What is wrong with the outbox of a folder, after what was told; null when nothing is.</summary>
    public static string? Look(string folder, IReadOnlyList<string> told)
    {
        using var outbox = Open(folder);
        outbox.Write(new(1000));
        var figures = outbox.Figures;
        var batches = outbox.Select(new(0, true, int.MaxValue, int.MaxValue, _ => false)).Batches;
        var there = batches.SelectMany(batch => BatchContent.Parse(batch.Json)).Select(reading => (long)reading.Value.Number).ToList();
        var confirmed = ValuesOf(told, "confirmed ").ToHashSet();
        var lost = ValuesOf(told, "taken ").Where(value => !confirmed.Contains(value) && !there.Contains(value)).ToArray();
        return figures.Taken != figures.Confirmed + figures.WaitingReadings + figures.Lost.Total ? $"{figures}"
            : figures.Lost.Total > 0 || figures.IsLossUnknown ? $"{figures}"
            : lost.Length > 0 ? $"{lost.Length} readings are gone, such as {lost[0]}"
            : !there.SequenceEqual(there.Order().Distinct()) ? $"out of order: {string.Join(' ', there)}"
            : figures.Taken < ValuesOf(told, "taken ").Count() ? $"{figures}"
            : null;
    }

    private static void Confirm(Outbox outbox, int value)
    {
        if (value % 3 != 0)
        {
            return;
        }

        var selection = outbox.Select(new(long.MaxValue - 1, true, 1, 1, _ => false));
        outbox.Settle(selection, selection.Batches.Select(batch => batch.Name).ToHashSet(), mayHaveLeft: true);
        foreach (var batch in selection.Batches)
        {
            WriterProgram.Tell(string.Create(CultureInfo.InvariantCulture, $"confirmed {BatchContent.Parse(batch.Json)[0].Value.Number}"));
        }
    }

    private static Outbox Open(string folder) => new(Path.Combine(folder, FileName), new(), TimeProvider.System, NullLogger.Instance);

    private static Reading Reading(long value) =>
        new("spoke", "counting", new("room", "number", ReadingValue.FromNumber(value), "1"), new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(15));

    private static IEnumerable<long> ValuesOf(IReadOnlyList<string> told, string word) =>
        told.Where(line => line.StartsWith(word, StringComparison.Ordinal)).Select(line => long.Parse(line[word.Length..], CultureInfo.InvariantCulture));
}
