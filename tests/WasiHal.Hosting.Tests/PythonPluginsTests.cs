using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WasiHal.Hosting.Tests.Wasm.Components;

namespace WasiHal.Hosting.Tests;

/// <summary>A host as a program makes it: real folder, real catalog, real sandbox.</summary>
public sealed class PythonPluginsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasihal-host-").FullName;
    private readonly Sink _sink = new();
    private IHost _host = null!;

    private string Plugins => Path.Combine(_folder, "plugins");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Plugins);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["cluster:node_id"] = "here",
            ["data:directory"] = Path.Combine(_folder, "data"),
            ["hal:provider"] = "fake",
            ["hosting:plugin_directories:0"] = Plugins,
            ["polling:interval_seconds"] = "0.2",
            ["plugins:foreign:permissions:i2c:0"] = "1:0x76",
        });
        builder.Services.AddSingleton<IReadingSink>(_sink);
        builder.Services.AddWasiHal().AddPythonPlugins();
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(typeof(IPluginHost))]
    [InlineData(typeof(IPluginDirectory))]
    [InlineData(typeof(IPluginControl))]
    [InlineData(typeof(IPluginViews))]
    [InlineData(typeof(IPluginActions))]
    public void Host_UnderEveryInterface_IsTheSame(Type type) =>
        Assert.Same(_host.Services.GetRequiredService<IPluginHost>(), _host.Services.GetRequiredService(type));

    [Fact]
    public async Task FileFolderAndComponent_ReportSideBySide()
    {
        await File.WriteAllTextAsync(Path.Combine(Plugins, "single.py"), Sensor("1"), TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(Plugins, "several"));
        await File.WriteAllTextAsync(Path.Combine(Plugins, "several", "driver.py"), "def value():\n    return 2\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Plugins, "several", "app.py"), "import driver\n" + Sensor("driver.value()"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Plugins, "foreign.toml"), "[tool.wasihal]\ni2c = [\"1:0x76\"]\n", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(Plugins, "foreign.wasm"), TestComponents.JavaScript, TestContext.Current.CancellationToken);

        await UntilAsync("single", "several", "foreign");

        Assert.Equal(1, _sink.Newest["single"].Measurement.Value.Number);
        Assert.Equal(2, _sink.Newest["several"].Measurement.Value.Number);
        Assert.Equal(new SeriesId("here", "foreign", "javascript", "chip"), _sink.Newest["foreign"].Series);

        // Granted, so the bus is reached; nothing answers there.
        Assert.StartsWith("no-acknowledge", _sink.Newest["foreign"].Measurement.Value.Text, StringComparison.Ordinal);
        Assert.All(_host.Services.GetRequiredService<IPluginDirectory>().Plugins, status => Assert.Equal(PluginState.Running, status.State));

        // The engine does not tell how much memory a component has.
        Assert.All(_host.Services.GetRequiredService<IPluginDirectory>().Plugins, status => Assert.Equal(status.Id == "foreign", status.MemoryBytes is null));
    }

    [Fact]
    public async Task DroppedChangedAndDeleted_IsFollowedWithoutRestart()
    {
        var path = Path.Combine(Plugins, "drop.py");
        await File.WriteAllTextAsync(path, Sensor("1"), TestContext.Current.CancellationToken);
        await UntilAsync("drop");

        await File.WriteAllTextAsync(path, Sensor("2"), TestContext.Current.CancellationToken);
        await UntilAsync(newest => newest.TryGetValue("drop", out var reading) && reading.Measurement.Value.Number == 2);

        File.Delete(path);
        await UntilAsync(_ => _host.Services.GetRequiredService<IPluginDirectory>().Plugins.Count == 0);
    }

    private Task UntilAsync(params string[] plugins) => UntilAsync(newest => plugins.All(newest.ContainsKey));

    private async Task UntilAsync(Func<ConcurrentDictionary<string, Reading>, bool> condition)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!condition(_sink.Newest))
        {
            if (Stopwatch.GetElapsedTime(begin) > TimeSpan.FromMinutes(5))
            {
                Assert.Fail($"what the test waits for did not come: {string.Join("; ", _host.Services.GetRequiredService<IPluginDirectory>().Plugins)}");
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static string Sensor(string value) =>
        $"""
        from wit_world import exports
        from wit_world.exports.sensor import Measurement, Value_Number

        class Sensor(exports.Sensor):
            def poll(self):
                return [Measurement("s", "value", Value_Number({value}), "1")]

        """;

    private sealed class Sink : IReadingSink
    {
        public ConcurrentDictionary<string, Reading> Newest { get; } = new();

        public ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken)
        {
            foreach (var reading in readings.Span)
            {
                Newest[reading.Plugin] = reading;
            }

            return ValueTask.CompletedTask;
        }
    }
}
