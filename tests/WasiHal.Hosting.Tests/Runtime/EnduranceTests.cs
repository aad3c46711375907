using System.Globalization;
using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Catalog;

namespace WasiHal.Hosting.Tests.Runtime;

/// <summary>What a host must bear in a long life: many plugins, many versions.</summary>
[Collection(GuestCollection.Name)]
public sealed class EnduranceTests(GuestWorkshop workshop) : IAsyncLifetime
{
    private const int Swaps = 10_000;

    // After so many the allocators have their working set.
    private const int WarmUp = 3_000;

    private const long Leak = 96 << 20;

    private readonly RunningHost _running = new(workshop);

    public async ValueTask InitializeAsync() => await _running.StartAsync();

    public ValueTask DisposeAsync() => _running.DisposeAsync();

    [Fact]
    public async Task TenThousandSwaps_EachVersionRuns_NothingGrows()
    {
        long memoryBefore = 0;
        for (var version = 1; version <= Swaps; version++)
        {
            _running.Catalog.Set(Entry("swapped", version));
            await _running.Sink.UntilAsync("swapped", version);
            if (version == WarmUp)
            {
                memoryBefore = ThisProcess.PrivateBytes();
            }
        }

        Assert.Equal(Swaps, _running.Sink.Last.Measurement.Value.Number);
        await Until.TrueAsync(() => !OperatingSystem.IsLinux() || ThisProcess.ThreadsNamed("wasihal swapped") == 1);
        Assert.DoesNotContain(_running.Logs.GetSnapshot(), record => record.Level >= LogLevel.Warning);

        // The memory of one instance is half a megabyte: a leak of a fortieth of an instance would be over the bound. What the
        // rest of the assembly's tests hold, which run beside this one, goes again; a leak stays.
        var grown = 0L;
        await Until.TrueAsync(
            () => (grown = ThisProcess.PrivateBytes() - memoryBefore) < Leak,
            () => $"{grown >> 20} MiB more than before",
            patience: TimeSpan.FromMinutes(3),
            interval: TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task FiftyPluginsAtOnce_AmongThemEveryKindOfFault_TheOthersKeepTheirRhythm()
    {
        string[] faults =
        [
            "while True:\n    pass",
            "import time\ntime.sleep(100)",
            "return [bytes(1 << 30)]",
            "import os\nos.abort()",
            "raise ValueError('no')",
            "return 5",
            "def f():\n    f()\nf()",
            "for i in range(100_000):\n    print('x' * 100)",
            "l = []\nwhile True:\n    l.append('x' * 100_000)",
            "return [Measurement('s', 'q', Value_Number(float('nan')), '1')]",
        ];
        var limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromMilliseconds(200)) };
        _running.Catalog.Set([
            .. faults.Select((body, i) => RunningHost.Entry(GuestWorkshop.Define(GuestWorkshop.Sensor(body), string.Create(CultureInfo.InvariantCulture, $"bad-{i:00}"), limits))),
            .. Enumerable.Range(0, 40).Select(i => Entry(string.Create(CultureInfo.InvariantCulture, $"good-{i:00}"), 1)),
        ]);

        for (var polls = 1; polls <= 5; polls++)
        {
            await Until.TrueAsync(() => Enumerable.Range(0, 40).All(i => _running.Sink.CountOf(string.Create(CultureInfo.InvariantCulture, $"good-{i:00}")) == polls));
            await Until.TrueAsync(() => Enumerable.Range(0, faults.Length).All(i => _running.Status(string.Create(CultureInfo.InvariantCulture, $"bad-{i:00}")).Failures > 0 || i == 7));
            _running.Time.Advance(TimeSpan.FromSeconds(5));
        }

        var plugins = _running.Host.Plugins;
        Assert.Equal(50, plugins.Count);
        Assert.All(plugins.Where(plugin => plugin.Id.StartsWith("good", StringComparison.Ordinal)), plugin =>
            Assert.Equal((PluginState.Running, 0), (plugin.State, plugin.Failures)));
    }

    private static CatalogEntry Entry(string id, int value) => RunningHost.Entry(GuestWorkshop.Define(
        GuestWorkshop.Sensor($"return [Measurement('s', 'value', Value_Number({value}), '1')]"), id));
}
