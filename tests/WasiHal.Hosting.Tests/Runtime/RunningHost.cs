using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Runtime;

namespace WasiHal.Hosting.Tests.Runtime;

/// <summary>A real host of real guests, with a catalog, a clock and a sink of the test's own.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    public RunningHost(GuestWorkshop workshop)
    {
        var fanOut = new ReadingFanOut([Sink], new FakeLogger<ReadingFanOut>());
        Host = new PluginHost(Catalog, workshop.Factory, fanOut, Options.Create(new NodeOptions { NodeId = "test-node" }), Time, new FakeLogger<PluginHost>(Logs));
    }

    public SettableClock Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public FakeCatalog Catalog { get; } = new();

    public RecordingSink Sink { get; } = new();

    public FakeLogCollector Logs { get; } = new();

    public PluginHost Host { get; }

    public static CatalogEntry Entry(PluginDefinition definition) => new(definition.Id, true, definition, null);

    public PluginStatus Status(string id) => Host.Plugins.SingleOrDefault(status => status.Id == id)!;

    public Task StartAsync() => Host.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync(CancellationToken.None);
        Host.Dispose();
        Catalog.Dispose();
    }
}
