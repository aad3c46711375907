namespace WasiHal.Cluster.Tests;

/// <summary>Remembers what was asked for, and does what a test wants.</summary>
internal sealed class FakePluginControl : IPluginControl
{
    public List<string> Restarted { get; } = [];

    public Func<string, CancellationToken, Task> Restarts { get; set; } = (_, _) => Task.CompletedTask;

    public async ValueTask RestartAsync(string pluginId, CancellationToken cancellationToken = default)
    {
        Restarted.Add(pluginId);
        await Restarts(pluginId, cancellationToken);
    }
}
