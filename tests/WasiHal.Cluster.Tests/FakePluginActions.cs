namespace WasiHal.Cluster.Tests;

/// <summary>Offers and does what a test wants.</summary>
internal sealed class FakePluginActions : IPluginActions
{
    public IReadOnlyList<PluginAction> Actions { get; set; } = [];

    public List<(string Plugin, string Action, string Arguments)> Invoked { get; } = [];

    public Func<CancellationToken, Task<string>> Answer { get; set; } = _ => Task.FromResult("null");

    public ValueTask<IReadOnlyList<PluginAction>> ListActionsAsync(string pluginId, CancellationToken cancellationToken) => ValueTask.FromResult(Actions);

    public async ValueTask<string> InvokeAsync(string pluginId, string action, string argumentsJson, CancellationToken cancellationToken)
    {
        Invoked.Add((pluginId, action, argumentsJson));
        return await Answer(cancellationToken);
    }
}
