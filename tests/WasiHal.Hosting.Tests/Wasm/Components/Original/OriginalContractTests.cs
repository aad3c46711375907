using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.Components;
using WasiHal.Hosting.Wasm.Components.Original;
using Wasmtime;

namespace WasiHal.Hosting.Tests.Wasm.Components.Original;

/// <summary>Plugins of the original are held against its types as strictly as others against ours.</summary>
public sealed class OriginalContractTests
{
    private static readonly string[] Worlds = ["host", "dht22-plugin", "bme680-plugin", "pi-monitor-plugin", "dashboard-plugin", "oled-plugin"];

    [Fact]
    public void Imports_AreThoseOfItsWit() => Assert.Equal(
        WitFolder.Functions(TestComponents.OriginalSources, "import", Worlds),
        WitFolder.Stated(OriginalContract.Imports));

    [Fact]
    public void Exports_AreThoseOfItsWit() => Assert.Equal(
        WitFolder.Functions(TestComponents.OriginalSources, "export", Worlds),
        WitFolder.Stated(OriginalContract.Exports));

    [Fact]
    public void Functions_AreOfferedOnceEachWithTheirTypes()
    {
        var offered = OriginalFunctions.All.ToDictionary(function => $"{function.Interface}#{function.Name}");

        Assert.Equal(WitFolder.Stated(OriginalContract.Imports).Length, offered.Count);
        Assert.Equal([WitType.U8, WitType.String, WitType.U32], offered["demo:plugin/i2c@0.2.0#transfer"].Parameters);
        Assert.Equal((true, true), Result("i2c", "transfer"));
        Assert.Equal((true, false), Result("gpio-provider", "get-cpu-temp"));
        Assert.Equal((false, false), Result("led-controller", "clear"));

        (bool HasResult, bool CanFail) Result(string @interface, string name) =>
            (offered[$"demo:plugin/{@interface}@0.2.0#{name}"].HasResult, offered[$"demo:plugin/{@interface}@0.2.0#{name}"].CanFail);
    }

    [Theory]
    [InlineData("dht22")]
    [InlineData("bme680")]
    [InlineData("pi-monitor")]
    [InlineData("dashboard")]
    [InlineData("oled")]
    public void Check_PluginOfTheOriginal_Passes(string name) => Assert.Same(WitContract.Original, Check(TestComponents.Original(name)));

    [Theory]
    [InlineData(
        """(import "demo:plugin/i2c@0.2.0" (instance (export "transfer" (func (param "addr" u8) (param "write-data" (list u8)) (param "read-len" u32) (result (result string (error string)))))))""",
        "the component imports demo:plugin/i2c@0.2.0#transfer as func(u8, list<u8>, u32) -> result<string, string>, the contract has func(u8, string, u32) -> result<string, string>")]
    [InlineData(
        """(import "demo:plugin/led-controller@0.2.0" (instance (export "clear" (func (result (result))))))""",
        "the component imports demo:plugin/led-controller@0.2.0#clear as func() -> result<_, _>, the contract has func()")]
    [InlineData(
        """(import "demo:plugin/camera@0.2.0" (instance)) (import "demo:plugin/i2c@0.2.0" (instance (export "scan" (func)))) (import "demo:plugin/i2c@0.3.0" (instance))""",
        "the component imports what the host does not give: demo:plugin/camera@0.2.0, demo:plugin/i2c@0.2.0#scan, demo:plugin/i2c@0.3.0; there are demo:plugin/…@0.2.0 and WASI 0.2")]
    [InlineData(
        """(import "demo:plugin/uart@0.2.0" (instance (export "set-baud" (func (param "rate" u32) (result (result (error string)))))))""",
        "the component imports what the host does not give: demo:plugin/uart@0.2.0#set-baud;")]
    [InlineData(
        """(import "demo:plugin/types@0.2.0" (instance))""",
        "the component imports what the host does not give: demo:plugin/types@0.2.0;")]
    [InlineData(
        """(import "wasihal:plugin/i2c@0.1.0" (instance)) (import "demo:plugin/i2c@0.2.0" (instance))""",
        "the component has both wasihal:plugin/i2c@0.1.0 and demo:plugin/i2c@0.2.0: a plugin keeps to one contract, wasihal:plugin@0.1.0 or demo:plugin@0.2.0")]
    [InlineData(
        """(import "demo:plugin/i2c@0.2.0" (instance)) (instance $i) (export "wasihal:plugin/sensor@0.1.0" (instance $i))""",
        "the component has both demo:plugin/i2c@0.2.0 and wasihal:plugin/sensor@0.1.0: a plugin keeps to one contract, demo:plugin@0.2.0 or wasihal:plugin@0.1.0")]
    [InlineData(
        """(instance $i) (export "demo:plugin/oled-logic@0.2.0" (instance $i))""",
        "the component exports demo:plugin/oled-logic@0.2.0 without update")]
    [InlineData(
        """(instance $i) (export "demo:plugin/oled-logic@0.2.0+x" (instance $i))""",
        "the component exports demo:plugin/oled-logic@0.2.0+x: an interface of ours has a version of three numbers, such as @0.2.0")]
    [InlineData(
        """(import "f" (func $f (param "sensor-data" string) (result string))) (instance $i (export "update" (func $f))) (export "demo:plugin/oled-logic@0.2.0" (instance $i))""",
        "the component imports what the host does not give: f;")]
    public void Check_WhatTheContractDoesNotHave_IsRefused(string text, string message)
    {
        var wasm = Module.ConvertText($"(component {text})");

        var failure = Assert.Throws<PluginFailedException>(() => Check(wasm));

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ExportOfAnotherType_ShowsBoth()
    {
        // The function comes from a component within, so that nothing is imported.
        var wasm = Module.ConvertText(
            """
            (component
              (core module $m (memory (export "memory") 1) (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable) (func (export "update") (param i32 i32) (result i32) unreachable))
              (core instance $m (instantiate $m))
              (func $update (param "sensor-data" string) (result u32)
                (canon lift (core func $m "update") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
              (instance $i (export "update" (func $update)))
              (export "demo:plugin/oled-logic@0.2.0" (instance $i)))
            """);

        var failure = Assert.Throws<PluginFailedException>(() => Check(wasm));

        Assert.Equal("the component exports demo:plugin/oled-logic@0.2.0#update as func(string) -> u32, the contract has func(string)", failure.Message);
    }

    [Theory]
    [InlineData("demo:plugin/i2c@0.2.0", "i2c")]
    [InlineData("demo:plugin/i2c@0.2.9", "i2c")]
    [InlineData("demo:plugin/i2c@0.20.0", null)]
    [InlineData("demo:plugin/i2c@0.2", null)]
    [InlineData("demo:plugin/i2c@0.2.0\n", null)]
    [InlineData("demo:pluginx/i2c@0.2.0", null)]
    [InlineData("wasihal:plugin/i2c@0.1.0", null)]
    public void Find_Name_IsTheInterfaceInACompatibleVersion(string name, string? expected) =>
        Assert.Equal(expected, WitContract.Original.Find(name));

    private static WitContract Check(byte[] wasm) => ComponentInspector.Check(wasm, new PluginLimits(), "plugins.probe.limits");
}
