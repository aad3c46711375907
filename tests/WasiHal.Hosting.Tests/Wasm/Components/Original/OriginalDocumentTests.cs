using System.Text.Json;
using System.Text.RegularExpressions;
using WasiHal.Fake;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Wasm.Components.Original;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Wasm.Components.Original;

/// <summary>What <c>docs/original.md</c> gives to paste is understood, and its example of <c>sensor-data</c> has the true names.</summary>
public sealed partial class OriginalDocumentTests
{
    private static readonly string Page = File.ReadAllText(RepositoryRoot.PathOf("docs/original.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Tables_AreUnderstood()
    {
        var tables = Fence().Matches(Page).Where(fence => fence.Groups["text"].Value.Contains("[tool.wasihal]", StringComparison.Ordinal)).ToArray();
        Assert.Equal(4, tables.Length);
        foreach (var table in tables)
        {
            var metadata = MetadataParser.Parse(new MetadataText(table.Groups["text"].Value, 1), "original.md");
            var faults = new List<string>();

            var asked = PermissionSet.Parse(metadata.Asks, "", new FakeBoard().Gpio, faults);

            Assert.Empty(faults);
            Assert.NotEmpty(asked.Capabilities);
        }
    }

    [Fact]
    public void SensorData_HasTheNamesOfTheFields()
    {
        using var data = JsonDocument.Parse(Fence().Matches(Page).Single(fence => fence.Groups["language"].Value == "json").Groups["text"].Value);

        Assert.Equal(OriginalField.Dht22.Select(field => field.JsonName), Names("dht22"));
        Assert.Equal(OriginalField.Bme680.Select(field => field.JsonName), Names("bme680"));
        Assert.Equal(OriginalField.Monitor.Select(field => field.JsonName).Order(StringComparer.Ordinal), Names("hub").Union(Names("pi4")).Union(Names("pizero")).Order(StringComparer.Ordinal));

        IEnumerable<string> Names(string device) => data.RootElement.GetProperty(device).EnumerateObject().Select(property => property.Name);
    }

    [GeneratedRegex("```(?<language>[a-z]+)\n(?<text>.*?)\n```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();
}
