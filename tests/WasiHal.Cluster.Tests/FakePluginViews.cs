namespace WasiHal.Cluster.Tests;

/// <summary>Draws and shows what a test wants, and counts.</summary>
internal sealed class FakePluginViews : IPluginViews
{
    private int _renders;
    private int _updates;

    public int Renders => Volatile.Read(ref _renders);

    public int Updates => Volatile.Read(ref _updates);

    public Func<string, string, Task<string>> Draw { get; set; } = (_, _) => Task.FromResult("<p>page</p>");

    public Func<string, string, Task> Show { get; set; } = (_, _) => Task.CompletedTask;

    public async ValueTask<string> RenderAsync(string pluginId, string snapshotJson, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _renders);
        return await Draw(pluginId, snapshotJson);
    }

    public async ValueTask UpdateAsync(string pluginId, string snapshotJson, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _updates);
        await Show(pluginId, snapshotJson).WaitAsync(cancellationToken);
    }
}
