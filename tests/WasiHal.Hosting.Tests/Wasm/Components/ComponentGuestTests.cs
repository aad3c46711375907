using System.Text;
using WasiHal.Fake;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Wasm.Components;

[Collection(GuestCollection.Name)]
public sealed class ComponentGuestTests(GuestWorkshop workshop)
{
    [Fact]
    public async Task Poll_JavaScriptComponent_MeasuresThroughTheContract()
    {
        var total = workshop.Board.SystemInfo.ReadMemoryTotalBytes();

        var measurements = await workshop.PollAsync(Define(TestComponents.JavaScript));

        Assert.Equal(total is not null, measurements.Any(measurement => measurement.Quantity == "memory_total" && measurement.Value.Number == total));
        Assert.Contains(new Measurement("javascript", "alarm_test", ReadingValue.FromFlag(true), ""), measurements);
        Assert.Contains(measurements, measurement => measurement.Quantity == "chip"
            && measurement.Value.Text == "denied: i2c 1:0x76 is not asked for: add it to [tool.wasihal] i2c in probe.wasm");
    }

    [Fact]
    public async Task Poll_JavaScriptComponentWithGrant_ReachesTheBus()
    {
        var registers = new FakeI2cRegisters();
        registers[0xd0] = 0x61;
        var address = new I2cAddress(0x76);
        workshop.Board.GetI2cBus(1).Attach(address, registers);
        try
        {
            var measurements = await workshop.PollAsync(Define(TestComponents.JavaScript, PermissionSet.Of([Capability.I2c(1, address)])));

            Assert.Contains(new Measurement("javascript", "chip", ReadingValue.FromNumber(0x61), "1"), measurements);
        }
        finally
        {
            workshop.Board.GetI2cBus(1).Detach(address);
        }
    }

    [Fact]
    public async Task Poll_JavaScriptComponentThrows_FailsAndLives()
    {
        var instance = await workshop.StartAsync(Define(TestComponents.JavaScript, settings: new() { ["mode"] = "fail" }));
        await using (instance)
        {
            var report = await instance.PollAsync();

            Assert.Equal("asked to fail", report.Failure!.Message);
            Assert.Equal("second line", report.Failure.Detail);
            Assert.False(report.IsLost);
            Assert.Equal([PluginKind.Sensor], instance.Kinds);
        }
    }

    [Theory]
    [InlineData("loop", "deadline of 300ms passed (plugins.probe.limits.call_deadline)")]
    [InlineData("memory", "")]
    public async Task Poll_JavaScriptComponentRunsPastALimit_IsLostAndTheHostGoesOn(string mode, string message)
    {
        var limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromSeconds(mode == "loop" ? 0.3 : 20)) };
        var instance = await workshop.StartAsync(Define(TestComponents.JavaScript, settings: new() { ["mode"] = mode }, limits: limits));
        await using (instance)
        {
            var report = await instance.PollAsync();

            Assert.NotNull(report.Failure);
            Assert.StartsWith(message, report.Failure.Message, StringComparison.Ordinal);
            Assert.Equal(mode == "loop", report.IsLost);
        }

        Assert.NotEmpty(await workshop.PollAsync(Define(TestComponents.JavaScript)));
    }

    [Fact]
    public async Task Load_NotWebAssembly_SaysSo()
    {
        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.StartAsync(Define("(component)"u8.ToArray())));

        Assert.Equal("the file is not WebAssembly: it does not begin with \\0asm", failure.Message);
    }

    [Fact]
    public async Task Load_CoreModule_SaysSo()
    {
        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.StartAsync(Define(Wasmtime.Module.ConvertText("(module)"))));

        Assert.StartsWith("the file is not a WebAssembly component", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_Garbage_SaysWhereItIsDamaged()
    {
        byte[] garbage = [.. "\0asm"u8, 0x0d, 0, 1, 0, .. Encoding.UTF8.GetBytes("not a component at all")];

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.StartAsync(Define(garbage)));

        Assert.Equal("the component is damaged at byte 10: a length of 111 where 20 bytes are left", failure.Message);
    }

    [Fact]
    public async Task Load_ExportsNothingOfAPlugin_SaysWhatIsMissing()
    {
        byte[] empty = [.. "\0asm"u8, 0x0d, 0, 1, 0];

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.StartAsync(Define(empty)));

        Assert.Equal("the component exports none of sensor, dashboard, display, actions of wasihal:plugin@0.1.0", failure.Message);
    }

    private static PluginDefinition Define(byte[] wasm, PermissionSet? rights = null, Dictionary<string, string>? settings = null, PluginLimits? limits = null) =>
        GuestWorkshop.Define([new PluginFile("probe.wasm", wasm)], "probe.wasm", PluginSourceKind.Component, limits: limits, rights: rights, settings: settings);
}
