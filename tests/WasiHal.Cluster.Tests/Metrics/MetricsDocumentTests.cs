using System.Text.RegularExpressions;
using WasiHal.Cluster.Metrics;
using WasiHal.Cluster.Telemetry;
using WasiHal.Cluster.Tests.Intake;
using WasiHal.Cluster.Tests.Spoke;
using WasiHal.Tests.Shared;

namespace WasiHal.Cluster.Tests.Metrics;

/// <summary><c>docs/observability.md</c> has every metric and no other. A row may give several names, all but the first by their end.</summary>
public sealed partial class MetricsDocumentTests
{
    [Fact]
    public async Task Document_HasEveryMetricThatIsScraped_AndNoOther()
    {
        var names = await ScrapedAsync();
        var rows = RowsOf("The node's own");

        Assert.InRange(names.Count, 40, 200);
        Assert.DoesNotContain(names, name => !rows.Exists(row => Has(row, name)));
        Assert.Empty(rows.Select(row => row[0]).Except(names));
    }

    [Fact]
    public void Document_HasEveryInstrument_AndNoOther()
    {
        string[] names = [.. NodeFigure.All.Select(figure => figure.InstrumentName), "wasihal.reading", "wasihal.flag", "wasihal.temperature", "wasihal.relative_humidity", "hw.temperature"];
        var rows = RowsOf("Metrics of `WasiHal.Cluster`");

        Assert.Contains("hw.temperature", ReadingInstrument.All.Select(instrument => instrument.Name));
        Assert.DoesNotContain(names, name => !rows.Exists(row => Has(row, name)));
        Assert.Empty(rows.Select(row => row[0]).Except(names));
    }

    [Fact]
    public void Document_HasEveryUnit()
    {
        var units = UnitRow().Matches(RowsText("Readings")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

        Assert.Equal(
            QuantityNames.Units.Select(unit => (unit.Key, unit.Value.Word)).Order(),
            units.Select(unit => (unit.Key, unit.Value)).Order());
    }

    private static async Task<IReadOnlyCollection<string>> ScrapedAsync()
    {
        var (node, client) = await TestNode.StartAsync();
        await using var _ = node;
        await node.PushAsync(Pushes.Push(status: Pushes.Status(more: "").Replace("\"diskWrittenBytes\":null", "\"diskWrittenBytes\":1", StringComparison.Ordinal)));
        node.Plugins.Plugins = [FakePluginDirectory.Running("dht22")];
        node.Readings.Current = new(node.Time.GetUtcNow(), []);
        await using var spoke = new TestSpoke(null);
        await spoke.StartAsync();
        await spoke.PollAndWriteAsync();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var from in new[] { client, spoke.Client })
        {
            var read = Exposition.Read(await from.GetByteArrayAsync("/metrics", TestContext.Current.CancellationToken), isOpenMetrics: false);
            names.UnionWith(read.Types.Keys.Where(name => name is not ("wasihal_number" or "wasihal_reading_age_seconds")));
        }

        return names;
    }

    private static bool Has(string[] row, string name) =>
        row.Contains(name) || row.Skip(1).Any(end => end[0] is '_' or '.' && name.EndsWith(end, StringComparison.Ordinal) && row[0].StartsWith(name[..^end.Length], StringComparison.Ordinal));

    private static List<string[]> RowsOf(string chapter) =>
        [.. Row().Matches(RowsText(chapter)).Select(row => Word().Matches(row.Groups[1].Value).Select(word => word.Groups[1].Value).ToArray())];

    private static string RowsText(string chapter) =>
        File.ReadAllText(RepositoryRoot.PathOf("docs/observability.md")).Split("\n### ").Single(text => text.StartsWith(chapter + "\n", StringComparison.Ordinal)).Split("\n## ")[0];

    [GeneratedRegex("^\\| (`[^|]+) \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Word();

    [GeneratedRegex(@"\| `([^`]+)` \| (?:`_(\w+)`|nothing)")]
    private static partial Regex UnitRow();
}
