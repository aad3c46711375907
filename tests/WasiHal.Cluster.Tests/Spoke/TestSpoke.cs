using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using WasiHal.Cluster.Commands;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>A whole spoke in this process, in a folder that vanishes with it, under a clock that the test moves.</summary>
internal sealed class TestSpoke : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasihal-spoke-");
    private readonly List<KeyValuePair<string, string>> _settings;
    private WebApplication? _app;
    private bool _isStarted;
    private long _next = 1;

    public TestSpoke(Uri? hub, params (string Key, string Value)[] settings)
        : this("spoke", hub, settings)
    {
    }

    public TestSpoke(string node, Uri? hub, params (string Key, string Value)[] settings)
    {
        Node = node;
        _settings =
        [
            new("cluster:node_id", node),
            new("cluster:hub_url", hub?.ToString() ?? ""),
            new("hal:provider", "fake"),
            new("data:directory", _folder.FullName),
            .. settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)),
        ];
    }

    public string Node { get; }

    /// <summary>Whether it asks its hub for what it is to do.</summary>
    public bool TakesCommands { get; init; }

    /// <summary>What its plugins can be asked to do.</summary>
    public FakePluginActions Actions { get; } = new();

    public SteppedTime Time { get; } = new();

    public FakeLogCollector Logs { get; } = new();

    public FakePluginDirectory Plugins { get; } = new();

    public HttpClient Client { get; private set; } = new();

    public Outbox Outbox => Get<Outbox>();

    public OutboxWriter Writer => Get<OutboxWriter>();

    public Pusher Pusher => Get<Pusher>();

    public OutboxFigures Figures => Outbox.Figures;

    public string Folder => _folder.FullName;

    public string LogText => string.Join('\n', Logs.GetSnapshot().Select(entry => $"{entry.Id.Id} {entry.Message}"));

    /// <summary>Readings that were polled.</summary>
    public long Polled => _next - 1;

    public T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new FakeLoggerProvider(Logs));
        builder.Configuration.AddWasiHalOverrides(_settings);
        builder.Services.AddSingleton<TimeProvider>(Time).AddSingleton<IPluginDirectory>(Plugins).AddSingleton<IPluginActions>(Actions).AddSingleton(new Random(1));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddWasiHal().AddSpokeClustering();

        if (!TakesCommands)
        {
            // What a hub has a spoke do is tried by itself: its asking would be among the requests that are counted.
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(CommandLoop)));
        }

        _app = builder.Build();
        _app.MapWasiHal();
        await _app.StartAsync();
        _isStarted = true;
        Client = _app.GetTestClient();
        await UntilAsync(() => Outbox.Nothing is not null || Outbox.Problem is not null);
    }

    /// <summary>A round of polls; each reading is told from all others by its value.</summary>
    public async Task PollAsync(int readings = 1)
    {
        var polled = Enumerable.Range(0, readings).Select(_ => new Reading(Node, "counting", new("room", "number", ReadingValue.FromNumber(_next++), "1"), Time.GetUtcNow(), TimeSpan.FromSeconds(15))).ToArray();
        await Get<ReadingFanOut>().PublishAsync(polled, CancellationToken.None);
    }

    /// <summary>A round of polls that is on the disk afterwards.</summary>
    public async Task PollAndWriteAsync(int readings = 1)
    {
        await PollAsync(readings);
        await Writer.WriteAsync();
    }

    /// <summary>Takes a setting away.</summary>
    public void Forget(string key) => _settings.RemoveAll(setting => setting.Key == key);

    public Task UntilAsync(Func<bool> condition, TimeSpan? step = null) => Time.UntilAsync(condition, step);

    public Task StopAsync() => _app!.StopAsync();

    /// <summary>The process ends without a word.</summary>
    public async Task KillAsync()
    {
        // What a killed process cannot do, this one finds impossible.
        if (_isStarted)
        {
            Outbox.Dispose();
        }

        await _app!.DisposeAsync();
        (_app, _isStarted) = (null, false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await KillAsync();
        }

        _folder.Delete(recursive: true);
    }
}
