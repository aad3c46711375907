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

    [Fact]
    public async Task Poll_SleepsPastItsDeadline_IsGivenUp_AndItsThreadEndsWhenItWakes()
    {
        var threads = workshop.Factory.StuckThreads;
        var instance = await workshop.StartAsync(Define(6 * Second));

        var report = await instance.PollAsync();

        Assert.Equal(
            "deadline of 300ms passed (plugins.probe.limits.call_deadline), and the call sleeps where the host cannot end it: its thread is given up",
            report.Failure?.Message);
        Assert.True(report.IsLost);
        Assert.Equal(1, threads.Count);
        await instance.DisposeAsync();
        Assert.Equal(1, threads.Count);
        await Until.TrueAsync(() => threads.Count == 0);
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
