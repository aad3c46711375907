using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WasiHal.Cluster.Actuation;
using WasiHal.Cluster.Snapshots;

namespace WasiHal.Cluster.Tests.Actuation;

/// <summary>The actions that a page has buttons for.</summary>
public sealed class KnownActionsTests
{
    private readonly CountingActions _actions = new();

    [Fact]
    public async Task Current_RunningPlugin_IsAskedOnceAndItsActionsAreInTheSnapshot()
    {
        await using var node = await StartAsync();
        _actions.Actions = [new("dim", "Dim <it>\n", ""), new("paint", "", """{"required": ["colour"]}"""), new("glow", new('x', 500), """{"required": []}"""), new("odd", "Odd", "{")];
        node.Plugins.Plugins = [Lamp(), FakePluginDirectory.Running("sensor")];
        var known = node.Services.GetRequiredService<KnownActions>();

        await node.Time.UntilAsync(() => known.Current.Count == 4);
        var looks = 0;
        await node.Time.UntilAsync(() => ++looks > 40);

        Assert.Equal(1, _actions.Asked);
        Assert.Equal([("dim", false), ("paint", true), ("glow", false), ("odd", true)], known.Current.Select(action => (action.Name, action.NeedsArguments)));
        Assert.Equal("paint", known.Current[1].Title);
        Assert.InRange(known.Current[2].Title.Length, 1, KnownActions.TitleLength + 1);
        using var snapshot = JsonDocument.Parse(node.Services.GetRequiredService<SnapshotBuilder>().Build());
        Assert.Equal("lamp", snapshot.RootElement.GetProperty("actions")[0].GetProperty("plugin").GetString());
    }

    [Fact]
    public async Task Current_AnotherVersion_IsAskedAgainAndOneThatIsGoneHasNone()
    {
        await using var node = await StartAsync();
        var known = node.Services.GetRequiredService<KnownActions>();
        _actions.Actions = [new("dim", "Dim", "")];
        node.Plugins.Plugins = [Lamp()];
        await node.Time.UntilAsync(() => known.Current.Count == 1);

        _actions.Actions = [new("off", "Off", "")];
        node.Plugins.Plugins = [Lamp() with { Version = "another" }];
        await node.Time.UntilAsync(() => known.Current is [{ Name: "off" }]);
        node.Plugins.Plugins = [Lamp() with { State = PluginState.Parked, Kinds = [] }];
        await node.Time.UntilAsync(() => known.Current.Count == 0);

        Assert.Equal(2, _actions.Asked);
    }

    [Fact]
    public async Task Current_PluginThatFailsOrOffersTooMuch_IsBounded()
    {
        await using var node = await StartAsync();
        var known = node.Services.GetRequiredService<KnownActions>();
        _actions.Actions = [.. Enumerable.Range(0, 1000).Select(number => new PluginAction($"a{number}", "A", ""))];
        _actions.Fails = "bad";
        node.Plugins.Plugins = [Lamp("bad"), .. Enumerable.Range(0, 10).Select(number => Lamp($"lamp{number}"))];

        await node.Time.UntilAsync(() => known.Current.Count == KnownActions.Most);

        Assert.Equal(KnownActions.OfAPlugin, known.Current.Count(action => action.Plugin == "lamp0"));
        Assert.DoesNotContain(known.Current, action => action.Plugin == "bad");
    }

    private async Task<TestNode> StartAsync() => (await TestNode.StartAsync(services: services => services.AddSingleton<IPluginActions>(_actions))).Node;

    private static PluginStatus Lamp(string id = "lamp") => FakePluginDirectory.Running(id) with { Kinds = [PluginKind.Actions] };

    private sealed class CountingActions : IPluginActions
    {
        public IReadOnlyList<PluginAction> Actions { get; set; } = [];

        public string? Fails { get; set; }

        public int Asked { get; private set; }

        public ValueTask<IReadOnlyList<PluginAction>> ListActionsAsync(string pluginId, CancellationToken cancellationToken)
        {
            Asked++;
            return pluginId == Fails ? throw new PluginFailedException("it broke") : ValueTask.FromResult(Actions);
        }

        public ValueTask<string> InvokeAsync(string pluginId, string action, string argumentsJson, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
