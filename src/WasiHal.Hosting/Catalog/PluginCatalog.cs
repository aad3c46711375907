using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace WasiHal.Hosting.Catalog;

/// <summary>stub</summary>
internal sealed class PluginCatalog(
    IBoard board,
    IOptionsMonitor<PythonPluginOptions> folders,
    IOptionsMonitor<PluginsOptions> plugins,
    IOptionsMonitor<PollingOptions> polling,
    TimeProvider time,
    ILoggerFactory loggers) : IPluginCatalog, IHostedService, IAsyncDisposable
{
    public CatalogSnapshot Current { get; } = CatalogSnapshot.Empty;

    public IChangeToken GetChangeToken() => throw new NotSupportedException($"{board} {folders} {plugins} {polling} {time} {loggers}");

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
