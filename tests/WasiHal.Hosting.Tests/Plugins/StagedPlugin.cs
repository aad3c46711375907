using WasiHal.Hosting.Tests.Catalog;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>A plugin that went through a real catalog, with what an operator says about it, into a real host over the workshop's board.</summary>
internal sealed class StagedPlugin : IAsyncDisposable
{
    private readonly CatalogFixture _catalog = new();
    private readonly string _id;

    private StagedPlugin(GuestWorkshop workshop, string id) => (_id, Running) = (id, new RunningHost(workshop));

    public RunningHost Running { get; }

    public PluginStatus Status => Running.Status(_id);

    /// <summary>Starts a plugin of <c>plugins/</c> and waits until it runs.</summary>
    public static Task<StagedPlugin> StartBundledAsync(GuestWorkshop workshop, string id, PluginOptions options)
    {
        var folder = RepositoryRoot.PathOf($"plugins/{id}");
        var files = Directory.EnumerateFiles(folder, "*.py").Select(path => ($"{id}/{Path.GetFileName(path)}", File.ReadAllBytes(path)));
        return StartAsync(workshop, id, [.. files], options);
    }

    /// <summary>Starts a plugin of given files, named as in the plugin folder, and waits until it runs.</summary>
    public static async Task<StagedPlugin> StartAsync(GuestWorkshop workshop, string id, (string Path, byte[] Content)[] files, PluginOptions options)
    {
        var plugin = new StagedPlugin(workshop, id);
        foreach (var (path, content) in files)
        {
            plugin._catalog.Folder.Write($"plugins/{path}", content);
        }

        // The machine may be busy with other things; what is tested here is not how fast it is.
        options.Limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromSeconds(30)) };
        plugin._catalog.Plugins.Set(new() { [id] = options });
        plugin._catalog.Settle();
        await plugin.Running.StartAsync();
        plugin.Running.Catalog.Set(RunningHost.Entry(plugin._catalog.Definition(id)));
        await Until.TrueAsync(
            () => plugin.Status?.State == PluginState.Running,
            () => $"{id} is {plugin.Status?.State}: {plugin.Status?.LastError?.Message}\n{plugin.Status?.LastError?.Detail}",
            TimeSpan.FromMinutes(5));
        return plugin;
    }

    public ValueTask UpdateAsync(string snapshot) => Running.Host.UpdateAsync(_id, snapshot, TestContext.Current.CancellationToken);

    public ValueTask<PollOutcome> PollAsync() => Running.Host.PollAsync(_id, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        _catalog.Dispose();
    }
}
