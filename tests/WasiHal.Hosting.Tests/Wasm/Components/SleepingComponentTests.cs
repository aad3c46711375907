using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Wasm.Components;

/// <summary>A foreign component that sleeps in WASI, where the epoch does not reach it.</summary>
[Collection(GuestCollection.Name)]
public sealed class SleepingComponentTests(GuestWorkshop workshop)
{
    private const ulong Nanosecond = 1;
    private const ulong Second = 1_000_000_000 * Nanosecond;

    [Fact]
    public async Task Poll_SleepsForAShortTime_Measures()
    {
        var measurements = await workshop.PollAsync(Define(Second / 50));

        Assert.Equal([new Measurement("well", "well", ReadingValue.FromNumber(1.5), "w")], measurements);
    }

    [Fact(Skip = "a thread that sleeps in WASI is not given up yet")]
    public async Task Poll_SleepsForAnHour_IsGivenUp()
    {
        var instance = await workshop.StartAsync(Define(3600 * Second));

        var report = await instance.PollAsync();

        Assert.Contains("plugins.probe.limits.call_deadline", report.Failure?.Message, StringComparison.Ordinal);
        Assert.True(report.IsLost);
        await instance.DisposeAsync();
    }

    private static PluginDefinition Define(ulong nanoseconds)
    {
        var component = WasiText.Sleep(new HostileComponent { Core = HostileComponent.At(HostileComponent.Data, "well") })
            .Sensor($"(local $m i32) (local $end i32) (call $block (call $subscribe (i64.const {nanoseconds}))) {Code}");
        var limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromSeconds(nanoseconds < Second ? 60 : 0.3)) };
        return GuestWorkshop.Define([new PluginFile("probe.wasm", component)], "probe.wasm", PluginSourceKind.Component, limits: limits);
    }

    // The answer's locals must come first in a function.
    private static string Code => HostileComponent.Answer(1).Replace("(local $m i32) (local $end i32)", "", StringComparison.Ordinal);
}
