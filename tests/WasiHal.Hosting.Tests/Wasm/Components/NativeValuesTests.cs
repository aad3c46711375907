using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.Components;

namespace WasiHal.Hosting.Tests.Wasm.Components;

/// <summary>What is too large is refused before the Wasmtime package makes objects of it. These fail when a new version of the package is built otherwise.</summary>
[Collection(GuestCollection.Name)]
public sealed class NativeValuesTests(GuestWorkshop workshop)
{
    private const long MostAllocated = 1_000_000;

    [Fact]
    public void Package_IsAsTheCodeKnowsIt()
    {
        Assert.True(NativeValues.IsAvailable);
        Assert.True(NativeCall.IsAvailable);
    }

    [Theory]
    [InlineData("list", "")]
    [InlineData("text", "")]
    [InlineData("measurements", "poll gave 100000 measurements, at most 256 are accepted (plugins.probe.limits.measurements)")]
    public async Task Poll_LargeValue_IsRefusedBeforeItTakesManagedMemory(string what, string message)
    {
        const string Nothing = "(i32.store (i32.const 16) (i32.const 0)) (i32.store (i32.const 20) (i32.const 0)) (i32.store (i32.const 24) (i32.const 0)) (i32.const 16)";
        var component = new HostileComponent { Pages = 300, Core = HostileComponent.At(HostileComponent.Data, "well") };
        var wasm = what switch
        {
            "list" => component.Import("storage", "put").Sensor($"(call $storage-put (i32.const {HostileComponent.Data}) (i32.const 4) (i32.const 64) (i32.const 2000000) (i32.const 0)) {Nothing}"),
            "text" => component.Import("relays", "get").Sensor($"(call $relays-get (i32.const 8192) (i32.const 16000000) (i32.const 0)) {Nothing}"),
            _ => component.Sensor(HostileComponent.Answer(100_000)),
        };
        var limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromMinutes(1)) };
        var instance = await workshop.StartAsync(GuestWorkshop.Define([new PluginFile("probe.wasm", wasm)], "probe.wasm", PluginSourceKind.Component, limits: limits));
        await using (instance)
        {
            var (allocated, answer) = await instance.CallAsync(
                guest =>
                {
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    var answer = PollOnce(guest, limits);
                    return (GC.GetAllocatedBytesForCurrentThread() - before, answer);
                },
                () => Assert.Fail("the instance was lost"));

            Assert.Equal(message, answer);
            Assert.True(allocated < MostAllocated, $"{allocated} bytes");
        }
    }

    private static string PollOnce(IGuest guest, PluginLimits limits)
    {
        try
        {
            guest.Poll(new MeasurementBuffer(limits, "plugins.probe.limits"));
            return "";
        }
        catch (PluginFailedException failure)
        {
            return failure.Message;
        }
    }
}
