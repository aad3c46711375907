using System.Globalization;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Tests.History;

/// <summary>
/// Says what is wrong with a ledger that is opened after a run of <see cref="LedgerProgram"/> ended somewhere: what was
/// confirmed is there once, or counted; a push is there as a whole or not at all; and sent again, each batch is there once.
/// </summary>
/// <param name="rounds">Rounds of the plan.</param>
internal sealed class LedgerJudge(int rounds)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1), Hour = TimeSpan.FromHours(1);

    private readonly LedgerPlan _plan = new(rounds);

    /// <summary>The most readings that were purged, and rejected, before any of the ledgers was opened: to see that the plan does what it is for.</summary>
    public (long Purged, long Rejected) Most { get; private set; }

    /// <summary>Ledgers in which a push was found that was not confirmed.</summary>
    public int Unconfirmed { get; private set; }

    /// <summary>Pushes that were not confirmed at the end of a run that went to its end.</summary>
    /// <param name="told">What the program told.</param>
    /// <param name="faults">Calls that failed. The ledger itself tries a second time; after that it fails, and only what has a name comes again.</param>
    public int Untold(IReadOnlyList<string> told, int faults) =>
        _plan.Rounds.SelectMany(round => round).Count(push => (push.IsNamed || faults < 2) && !told.Contains(push.Number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Looks at a folder.</summary>
    /// <param name="folder">It.</param>
    /// <param name="told">What the program told.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public string? Look(string folder, IReadOnlyList<string> told) => LookAsync(folder, told).GetAwaiter().GetResult();

    private async Task<string?> LookAsync(string folder, IReadOnlyList<string> told)
    {
        var confirmed = told.Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToHashSet();
        var current = _plan.Rounds.TakeWhile(round => round.All(push => confirmed.Contains(push.Number) || !push.IsNamed)).Count();
        var last = Math.Min(current, rounds - 1);
        var come = _plan.Rounds.Take(last + 1).SelectMany(round => round).ToArray();
        var open = come.Where(push => !confirmed.Contains(push.Number)).ToArray();
        var there = NamedOnce(come.Where(push => confirmed.Contains(push.Number)));

        using var hub = new LedgerHub(folder, _plan.TimeOf(last));
        await hub.StartAsync();
        var fine = await FineAsync(hub.History);
        foreach (var push in open)
        {
            var batches = NamedOnce([push]).Where(batch => !there.ContainsKey(batch.Key)).ToArray();
            var found = batches.Where(batch => IsThere(batch.Value, fine) == true).ToArray();
            if (found.Length != batches.Length && (found.Length > 0 || batches.Any(batch => IsThere(batch.Value, fine) is null)))
            {
                return $"a part of push {push.Number} is there: {found.Length} of {batches.Length} batches as a whole";
            }

            if (found.Length == 0 && !push.IsNamed && push.Report.Heard < _plan.TimeOf(last) && CountOf(hub.History, push.Report.Node) > SizeOf(there.Values, push.Report.Node))
            {
                // It is long ago, and a part of something coarser now.
                found = batches;
            }

            Unconfirmed += found.Length > 0 ? 1 : 0;
            foreach (var (key, batch) in found)
            {
                there[key] = batch;
            }
        }

        var fault = await CompareAsync(hub.History, there.Values, "opened");
        var statistics = hub.History.Database.Statistics;
        Most = (Math.Max(Most.Purged, statistics.Purged), Math.Max(Most.Rejected, statistics.Rejected));
        return fault
            ?? await SendAgainAsync(hub.History, come.Where(push => push.IsNamed), there)
            ?? await CompareAsync(hub.History, there.Values, "sent again")
            ?? await AfterAsync(hub, () => hub.MaintainAsync(isForced: true), there.Values, "put in order")
            ?? await AfterAsync(hub, hub.BeginAgainAsync, there.Values, "opened again");
    }

    private static async Task<string?> AfterAsync(LedgerHub hub, Func<Task> what, IReadOnlyCollection<IncomingBatch> there, string when)
    {
        await what();
        return await CompareAsync(hub.History, there, when);
    }

    private static async Task<string?> SendAgainAsync(TestHistory history, IEnumerable<LedgerPush> pushes, Dictionary<(string Node, string Name), IncomingBatch> there)
    {
        foreach (var push in pushes)
        {
            // What it said of itself then is not what it says now.
            var outcomes = await history.Ledger.ApplyAsync(push.Report with { Status = null }, push.Batches, CancellationToken.None);
            foreach (var (batch, outcome) in push.Batches.Zip(outcomes))
            {
                var isKnown = !there.TryAdd(KeyOf(batch, push), batch);
                if (outcome.Kind != (isKnown ? BatchOutcomeKind.Duplicate : BatchOutcomeKind.Applied))
                {
                    return $"push {push.Number}, {batch.Node} {batch.Name}: {(isKnown ? "there" : "not there")}, and {outcome.Kind} when it is sent again";
                }
            }
        }

        return null;
    }

    private static async Task<string?> CompareAsync(TestHistory history, IReadOnlyCollection<IncomingBatch> there, string when)
    {
        await history.Database.UseAsync(
            session =>
            {
                history.Database.PublishAll(session);
                return true;
            },
            CancellationToken.None);
        var statistics = history.Database.Statistics;
        var kept = there.SelectMany(batch => Kept(batch).Select(reading => (Reading: reading, Quantity: int.Parse(reading.Measurement.Quantity.AsSpan(1), CultureInfo.InvariantCulture)))).ToArray();
        var told = history.Logs.GetSnapshot().Where(log => log.Id.Id is >= 3203 and <= 3206).Select(log => log.Message).ToArray();
        if (told.Length > 0 || statistics.Damaged > 0)
        {
            return $"{when}: {statistics.Damaged} damaged: {string.Join("; ", told)}";
        }

        if (statistics.Applied != statistics.Readings + statistics.Rejected + statistics.Purged || statistics.Rejected != statistics.Applied - kept.Length)
        {
            return $"{when}: {statistics}, and {kept.Length} readings";
        }

        foreach (var node in LedgerPlan.Nodes)
        {
            var (applied, expected) = (CountOf(history, node), SizeOf(there, node));
            if (applied != expected)
            {
                return $"{when}: {applied} readings of {node} are applied, not {expected}";
            }
        }

        var fine = await FineAsync(history);
        var (now, found) = (history.Time.GetUtcNow(), 0L);
        foreach (var (reading, _) in kept.Where(one => now - one.Reading.Time < LedgerPlan.Options.KeepRaw.Value))
        {
            if (fine.GetValueOrDefault((reading.Node, reading.Measurement.Quantity, reading.Time)) != (1, reading.Measurement.Value.Number))
            {
                return $"{when}: {reading} is not there as it was taken";
            }
        }

        foreach (var series in kept.ToLookup(one => (one.Reading.Node, one.Quantity)))
        {
            var points = await history.Query.ReadAsync(IdOf(series.Key.Node, series.Key.Quantity), DateTimeOffset.UnixEpoch, now.AddDays(1), Hour, CancellationToken.None);
            var byHour = points?.Points.ToDictionary(point => point.Time) ?? [];
            found += byHour.Values.Sum(point => (long)point.Count);
            foreach (var hour in series.GroupBy(one => HistoryPoint.StepOf(one.Reading.Time, Hour), one => one.Reading))
            {
                var point = byHour.GetValueOrDefault(hour.Key);
                var isWhole = point.Count == hour.Count() && point.Least == hour.Min(one => one.Measurement.Value.Number) && point.Most == hour.Max(one => one.Measurement.Value.Number);
                if (!isWhole && (point.Count > hour.Count() || hour.All(one => now - one.Time < LedgerPlan.Options.KeepHours.Value)))
                {
                    return $"{when}: {series.Key} has {point} where {hour.Count()} readings were taken";
                }
            }
        }

        return found == statistics.Readings ? null : $"{when}: {found} readings are found, and {statistics.Readings} are counted";
    }

    private static long CountOf(TestHistory history, string node) => history.Database.Nodes.SingleOrDefault(known => known.Report.Node == node)?.AppliedOfAll ?? 0;

    private static long SizeOf(IEnumerable<IncomingBatch> batches, string node) => batches.Where(batch => batch.Node == node).Sum(batch => batch.Readings.Length + batch.Rejected);

    // Each second by itself. What became coarser stands at full minutes, where no reading is.
    private static async Task<Dictionary<(string Node, string Quantity, DateTimeOffset Time), (int Count, double Value)>> FineAsync(TestHistory history)
    {
        var fine = new Dictionary<(string Node, string Quantity, DateTimeOffset Time), (int Count, double Value)>();
        foreach (var node in LedgerPlan.Nodes)
        {
            for (var quantity = 0; quantity < LedgerPlan.Quantities; quantity++)
            {
                var answer = await history.Query.ReadAsync(IdOf(node, quantity), history.Time.GetUtcNow() - Hour - Hour, history.Time.GetUtcNow().AddMinutes(2), Second, CancellationToken.None);
                foreach (var point in answer?.Points ?? [])
                {
                    fine[(node, LedgerPlan.NameOf(quantity), point.Time)] = (point.Count, point.Value);
                }
            }
        }

        return fine;
    }

    // Null when it is there in part.
    private static bool? IsThere(IncomingBatch batch, Dictionary<(string Node, string Quantity, DateTimeOffset Time), (int Count, double Value)> fine)
    {
        var (kept, found) = (0, 0);
        foreach (var reading in Kept(batch))
        {
            kept++;
            found += fine.GetValueOrDefault((reading.Node, reading.Measurement.Quantity, reading.Time)) == (1, reading.Measurement.Value.Number) ? 1 : 0;
        }

        return found == 0 ? false : found == kept ? true : null;
    }

    private static IEnumerable<Reading> Kept(IncomingBatch batch) => batch.Readings.ToArray().Where(reading => reading.Measurement.Quantity.Length <= 64);

    private static SeriesId IdOf(string node, int quantity) => new(node, LedgerPlan.Plugin, LedgerPlan.Sensor, LedgerPlan.NameOf(quantity));

    private static (string Node, string Name) KeyOf(IncomingBatch batch, LedgerPush push) =>
        (batch.Node, batch.Name is BatchName name ? string.Create(CultureInfo.InvariantCulture, $"{name.Incarnation}/{name.Sequence}") : string.Create(CultureInfo.InvariantCulture, $"push {push.Number}"));

    private static Dictionary<(string Node, string Name), IncomingBatch> NamedOnce(IEnumerable<LedgerPush> pushes)
    {
        var batches = new Dictionary<(string Node, string Name), IncomingBatch>();
        foreach (var push in pushes)
        {
            foreach (var batch in push.Batches)
            {
                batches.TryAdd(KeyOf(batch, push), batch);
            }
        }

        return batches;
    }
}
