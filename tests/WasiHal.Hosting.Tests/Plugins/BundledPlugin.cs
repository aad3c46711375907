using Microsoft.Extensions.Logging.Abstractions;
using WasiHal.Fake;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Tests.Catalog;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>A plugin of <c>plugins/</c>, found by the catalog, running in the sandbox over a board of the test's own.</summary>
internal sealed class BundledPlugin : IAsyncDisposable
{
    // The drivers' own tests hold them to the deadline of a poll; here a busy machine must not fail one.
    private static readonly PluginLimits Limits = new() { CallDeadline = new Duration(TimeSpan.FromSeconds(60)) };

    private readonly GuestFactory _factory;
    private readonly PluginInstance _instance;

    private BundledPlugin(GuestFactory factory, PluginInstance instance) => (_factory, _instance) = (factory, instance);

    /// <summary>Starts a plugin.</summary>
    /// <param name="workshop">Shares the Python module.</param>
    /// <param name="board">What it runs against.</param>
    /// <param name="name">Its folder.</param>
    /// <param name="settings">What an operator sets.</param>
    /// <param name="isGranted">Whether it gets what it asks for, or nothing.</param>
    /// <param name="id">Its id; two with one id have one storage. Its folder without it.</param>
    public static async Task<BundledPlugin> StartAsync(
        GuestWorkshop workshop, FakeBoard board, string name, Dictionary<string, string>? settings = null, bool isGranted = true, string? id = null)
    {
        var definition = Define(name, settings ?? [], isGranted, id ?? name);
        var factory = workshop.CreateFactory(board);
        using var code = await factory.PrepareAsync(definition, TestContext.Current.CancellationToken);
        return new(factory, await PluginInstance.StartAsync(factory, definition, code, TimeProvider.System, TestContext.Current.CancellationToken));
    }

    /// <summary>What a plugin of the folder asks for with these settings.</summary>
    public static IReadOnlyList<string> AsksOf(string name, Dictionary<string, string> settings) => Define(name, settings, isGranted: false, name).Policy.Asked.Texts;

    /// <summary>Polls it.</summary>
    /// <returns>Its measurements by quantity; a failed poll fails the test.</returns>
    public async Task<Dictionary<string, ReadingValue>> PollAsync()
    {
        var report = await _instance.PollAsync();
        Assert.True(report.Failure is null, $"{report.Failure?.Message}\n{report.Failure?.Detail}");
        return Measured();
    }

    /// <summary>Polls it and answers why it failed; a poll that succeeds fails the test.</summary>
    public async Task<string> FailAsync()
    {
        var report = await _instance.PollAsync();
        Assert.True(report.Failure is not null, $"it measured {string.Join(", ", Measured())}");
        Assert.False(report.IsLost, report.Failure.Message);
        Assert.Null(report.Failure.Detail);
        return report.Failure.Message;
    }

    /// <summary>Polls it, whatever comes of it.</summary>
    /// <returns>Its measurements by quantity, or null when the poll failed.</returns>
    public async Task<Dictionary<string, ReadingValue>?> TryPollAsync()
    {
        var report = await _instance.PollAsync();
        Assert.False(report.IsLost, report.Failure?.Message);
        return report.Failure is null ? Measured() : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _instance.DisposeAsync();
        _factory.Dispose();
    }

    private static PluginDefinition Define(string name, Dictionary<string, string> settings, bool isGranted, string id)
    {
        using var catalog = new CatalogFixture();
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.PathOf($"plugins/{name}"), "*.py"))
        {
            catalog.Folder.Write($"plugins/{id}/{Path.GetFileName(file)}", File.ReadAllBytes(file));
        }

        var options = new PluginOptions();
        foreach (var (key, value) in settings)
        {
            options.Settings[key] = value;
        }

        catalog.Plugins.Set(new() { [id] = options });
        catalog.Settle();
        var definition = catalog.Definition(id);
        var asked = definition.Policy.Asked;
        return definition with { Limits = Limits, Policy = new PluginPolicy(id, $"{id}/app.py", asked, isGranted ? asked : PermissionSet.Empty, NullLogger.Instance) };
    }

    private Dictionary<string, ReadingValue> Measured() => _instance.Measurements.Items.ToArray().ToDictionary(measurement => measurement.Quantity, measurement => measurement.Value);
}
