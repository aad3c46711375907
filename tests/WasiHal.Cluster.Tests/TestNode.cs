using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Tests.Intake;

namespace WasiHal.Cluster.Tests;

/// <summary>A node's HTTP without a network.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestFolder? _own;

    public TestNode(Action<WebApplication>? more = null, Action<IServiceCollection>? services = null, IEnumerable<KeyValuePair<string, string>>? settings = null, TestFolder? data = null)
    {
        Data = data ?? (_own = new());
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();

        // Each node begins a history of its own, which says nothing to a test of the log.
        builder.Logging.AddFilter("WasiHal.Cluster.History", LogLevel.Warning);
        builder.Configuration.AddWasiHalOverrides([new("cluster:node_id", "hub"), new("hal:provider", "fake"), new("data:directory", Data.Path), new("cluster:security:sign_in", "from-elsewhere"), .. settings ?? []]);
        builder.Services.AddSingleton<IReadingStore>(Readings).AddSingleton<IPluginDirectory>(Plugins).AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton<BatchLedger>().AddSingleton<IBatchLedger>(provider =>
        {
            Ledger.Behind = provider.GetRequiredService<BatchLedger>();
            return Ledger;
        });
        services?.Invoke(builder.Services);
        builder.Services.AddWasiHal().AddHubClustering();
        _app = builder.Build();
        _app.MapWasiHal();
        more?.Invoke(_app);
    }

    /// <summary>What survives it.</summary>
    public TestFolder Data { get; }

    public FakeReadingStore Readings { get; } = new();

    public WatchedLedger Ledger { get; } = new();

    public FakePluginDirectory Plugins { get; } = new();

    public FakeTimeProvider Time { get; } = new(new(2026, 3, 1, 12, 0, 0, 7, TimeSpan.Zero));

    public IServiceProvider Services => _app.Services;

    public TestServer Server => _app.GetTestServer();

    public static async Task<(TestNode Node, HttpClient Client)> StartAsync(
        Action<WebApplication>? more = null,
        Action<IServiceCollection>? services = null,
        IEnumerable<KeyValuePair<string, string>>? settings = null,
        TestFolder? data = null)
    {
        var node = new TestNode(more, services, settings, data);
        await node._app.StartAsync();
        return (node, node._app.GetTestClient());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _own?.Dispose();
    }
}
