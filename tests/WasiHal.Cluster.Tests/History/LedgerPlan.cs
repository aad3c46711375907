using System.Globalization;
using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Tests.History;

/// <summary>
/// What several senders push to a hub within ten hours, round by round; those of a round come at once. The same at each call,
/// so that the program that pushes and the test that looks agree on it. Each reading has a second and a number of its own.
/// </summary>
internal sealed class LedgerPlan
{
    /// <summary>Quantities of each node.</summary>
    public const int Quantities = 3;

    public const string Plugin = "dht22", Sensor = "room";

    private const string First = "0123456789abcdef-1-aaaaaaaa", Second = "0123456789abcdef-2-bbbbbbbb";
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Length = TimeSpan.FromHours(10);

    private readonly List<IReadOnlyList<LedgerPush>> _rounds = [];
    private readonly Dictionary<(string Node, long Sequence), IncomingBatch> _made = [];
    private readonly Dictionary<string, int> _inRound = [];
    private readonly int _count;
    private int _number;
    private int _value;

    /// <summary>Makes it.</summary>
    /// <param name="rounds">How many rounds.</param>
    public LedgerPlan(int rounds)
    {
        _count = rounds;
        for (var round = 0; round < rounds; round++)
        {
            _inRound.Clear();
            _rounds.Add([.. Round(round)]);
        }
    }

    /// <summary>Nodes that push. The first one is the hub itself.</summary>
    public static IReadOnlyList<string> Nodes { get; } = ["hub", "telling", "silent", "nameless", "several"];

    /// <summary>So short that within the plan everything that happens to readings happens.</summary>
    public static HistoryOptions Options => new() { KeepRaw = new(TimeSpan.FromHours(1)), KeepMinutes = new(TimeSpan.FromHours(2)), KeepHours = new(TimeSpan.FromHours(4)) };

    /// <summary>The pushes.</summary>
    public IReadOnlyList<IReadOnlyList<LedgerPush>> Rounds => _rounds;

    /// <summary>When a round comes.</summary>
    public DateTimeOffset TimeOf(int round) => Begin + (Length / _count * round);

    /// <summary>The name of a quantity.</summary>
    public static string NameOf(int quantity) => string.Create(CultureInfo.InvariantCulture, $"q{quantity}");

    private IEnumerable<LedgerPush> Round(int round)
    {
        yield return Push(round, "hub", null, Batch(round, "hub", First, round, 2));

        // One that tells what it still has, sends its last batch again beside the new one, and is started again.
        var start = round < _count / 2 ? First : Second;
        var telling = Batch(round, "telling", start, round, 3) with { Rejected = round % 4 == 1 ? 2 : 0 };
        _made[("telling", round)] = telling;
        var status = TestHistory.Status(start, Math.Max(0, round - 2));
        yield return round % 3 == 2 ? Push(round, "telling", status, _made[("telling", round - 1)], telling) : Push(round, "telling", status, telling);

        // One that tells nothing, out of order, and some of it twice: at once, and later.
        var later = Batch(round, "silent", First, (2 * round) + 1, 2);
        var sooner = Batch(round, "silent", First, 2 * round, 2);
        (_made[("silent", (2 * round) + 1)], _made[("silent", 2 * round)]) = (later, sooner);
        yield return Push(round, "silent", null, later);
        yield return Push(round, "silent", null, sooner);
        if (round % 4 == 3)
        {
            yield return Push(round, "silent", null, later);
            yield return Push(round, "silent", null, _made[("silent", 2 * (round - 2))]);
        }

        var readings = Readings(round, "nameless", 2);
        yield return Push(round, "nameless", null, new IncomingBatch("nameless", null, readings, TestHistory.HashOf(readings)));
        yield return Push(round, "several", TestHistory.Status(Second, round * 3), [.. Enumerable.Range(round * 3, 3).Select(sequence => Batch(round, "several", Second, sequence, 2))]);
    }

    private LedgerPush Push(int round, string node, PushStatus? status, params IncomingBatch[] batches) => new(_number++, new(node, TimeOf(round), null, status), batches);

    private IncomingBatch Batch(int round, string node, string incarnation, long sequence, int count)
    {
        var readings = Readings(round, node, count);
        return new(node, new BatchName(incarnation, sequence), readings, TestHistory.HashOf(readings));
    }

    private Reading[] Readings(int round, string node, int count)
    {
        var readings = new Reading[count];
        for (var index = 0; index < count; index++)
        {
            // At no full minute: there are the points that minutes and hours become.
            var inRound = _inRound[node] = _inRound.GetValueOrDefault(node) + 1;
            var time = TimeOf(round) - TimeSpan.FromSeconds(TimeOf(round).Second) + TimeSpan.FromSeconds(inRound);
            var quantity = node == "telling" && round % 4 == 2 && index == 0 ? new string('q', 65) : NameOf(inRound % Quantities);
            readings[index] = new(node, Plugin, new(Sensor, quantity, ReadingValue.FromNumber(++_value), "1"), time, TimeSpan.FromSeconds(15));
        }

        return readings;
    }
}
