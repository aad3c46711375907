using System.Globalization;
using System.Text;
using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.Components;
using Wasmtime;
using Wasmtime.Components;

namespace WasiHal.Hosting.Tests.Wasm.Components;

public sealed class ComponentInspectorTests
{
    private const string Key = "plugins.probe.limits";

    public static TheoryData<string, string> WrongTypes => new()
    {
        { "(param \"x\" u32) (result (result (list u8) (error string)))", "func(u32) -> result<list<u8>, string>" },
        { "(result (result (list (list (list u8))) (error string)))", "func() -> result<list<list<list<u8>>>, string>" },
        { "(result (list u8))", "func() -> list<u8>" },
        { "", "func()" },
        { "(result (tuple u8 s8 u16 s16 s32 u64 s64 f32 char (option bool)))", "func() -> tuple<u8, s8, u16, s16, s32, u64, s64, f32, char, option<bool>>" },
    };

    [Fact]
    public void Check_JavaScriptAndPython_Pass()
    {
        Check(TestComponents.JavaScript);
        Check(TestComponents.Python);
    }

    [Fact]
    public void Check_EachFunctionOfTheContract_Passes()
    {
        foreach (var (@interface, functions) in ComponentContract.Imports)
        {
            foreach (var function in functions.Keys)
            {
                Check(new HostileComponent().Import(@interface, function).Sensor("unreachable"));
            }
        }
    }

    [Theory]
    [InlineData("wasi:cli/environment", "(export \"get-arguments\" (func (result (list string))))")]
    [InlineData("wasi:cli/exit", "(export \"exit\" (func (param \"status\" (result))))")]
    [InlineData("wasi:cli/terminal-input", "(export \"terminal-input\" (type (sub resource)))")]
    [InlineData("wasi:cli/terminal-output", "(export \"terminal-output\" (type (sub resource)))")]
    [InlineData("wasi:clocks/monotonic-clock", "(export \"now\" (func (result u64)))")]
    [InlineData("wasi:clocks/wall-clock", "(type $d (record (field \"seconds\" u64) (field \"nanoseconds\" u32))) (export \"datetime\" (type $e (eq $d))) (export \"now\" (func (result $e)))")]
    [InlineData("wasi:filesystem/types", "(export \"descriptor\" (type (sub resource)))")]
    [InlineData("wasi:io/error", "(export \"error\" (type (sub resource)))")]
    [InlineData("wasi:io/poll", "(export \"pollable\" (type (sub resource)))")]
    [InlineData("wasi:io/streams", "(export \"input-stream\" (type (sub resource)))")]
    [InlineData("wasi:random/insecure", "(export \"get-insecure-random-u64\" (func (result u64)))")]
    [InlineData("wasi:random/insecure-seed", "(export \"insecure-seed\" (func (result (tuple u64 u64))))")]
    [InlineData("wasi:random/random", "(export \"get-random-u64\" (func (result u64)))")]
    [InlineData("wasi:sockets/ip-name-lookup", "(export \"resolve-address-stream\" (type (sub resource)))")]
    [InlineData("wasi:sockets/network", "(export \"network\" (type (sub resource)))")]
    [InlineData("wasi:sockets/tcp", "(export \"tcp-socket\" (type (sub resource)))")]
    [InlineData("wasi:sockets/udp", "(export \"udp-socket\" (type (sub resource)))")]
    public void Check_InterfaceOfWasi_PassesAndIsLinked(string name, string member)
    {
        // The others give functions of these resources, and the two large components import most of them.
        var wasm = Module.ConvertText($"(component (import \"{name}@0.2.0\" (instance {member})))");
        using var engine = new WasmEngine();
        using var component = Component.FromBytes(engine.Engine, wasm);
        using var linker = new ComponentLinker(engine.Engine);
        linker.AddWasiPreview2();
        using var store = new Store(engine.Engine);
        store.SetWasiConfiguration(new WasiConfiguration());
        store.SetEpochDeadline(1000);

        Assert.Null(Fails(wasm));
        Assert.NotNull(linker.Instantiate(store, component));
    }

    [Fact]
    public void Check_UnknownImports_NamesAllOfThem() => Refuses(
        """
        (component
          (import "wasi:http/types@0.2.0" (instance))
          (import "acme:radio/send" (func))
          (import "wasi:cli/stdout@0.2.0" (instance))
          (import "wasihal:plugin/i2c@0.2.0" (instance))
          (import "wasihal:plugin/lasers@0.1.0" (instance))
          (import "wasihal:plugin/leds@0.1.7" (instance (export "count" (func (result u32))) (export "dim" (func))))
          (import "wasi:cli/stdout@0.3.0" (instance)))
        """,
        "the component imports what the host does not give: wasi:http/types@0.2.0, acme:radio/send, wasihal:plugin/i2c@0.2.0, wasihal:plugin/lasers@0.1.0, "
        + "wasihal:plugin/leds@0.1.7#dim, wasi:cli/stdout@0.3.0; there are wasihal:plugin/…@0.1.0 and WASI 0.2 (cli, clocks, filesystem, io, random, sockets)");

    [Fact]
    public void Check_HundredUnknownImports_NamesSome()
    {
        var failure = Fails(Module.ConvertText($"(component {string.Concat(Enumerable.Range(0, 100).Select(i => $"(import \"acme:radio/n{i}\" (func))"))})"));

        Assert.Contains("acme:radio/n11 and 88 more;", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""(component (import "wasihal:plugin/i2c@0.1.0" (instance (export "bus" (type (sub resource))))))""", "the component has a resource of its own in wasihal:plugin/i2c@0.1.0, 'bus': the contract has functions and plain types only")]
    [InlineData("""(component (import "thing" (type (sub resource))))""", "the component imports what the host does not give: thing;")]
    [InlineData("""(component (type $r (resource (rep i32))) (instance $i (export "thing" (type $r))) (export "wasihal:plugin/sensor@0.1.0" (instance $i)))""", "the component has a resource of its own in wasihal:plugin/sensor@0.1.0, 'thing'")]
    [InlineData("""(component (import "m" (core module)))""", "the component imports what the host does not give: m;")]
    [InlineData("""(component (instance $i) (export "wasihal:plugin/sensor@0.1.0" (instance $i)))""", "the component exports wasihal:plugin/sensor@0.1.0 without poll")]
    [InlineData("""(component (instance $i) (export "wasihal:plugin/actions@0.1.3" (instance $i)))""", "the component exports wasihal:plugin/actions@0.1.3 without list")]
    [InlineData("""(component (instance $i) (export "wasihal:plugin/sensor@0.1.0+x" (instance $i)))""", "the component exports wasihal:plugin/sensor@0.1.0+x: an interface of ours has a version of three numbers")]
    [InlineData("""(component (component $c) (export "wasihal:plugin/sensor@0.1.0" (component $c)))""", "the component exports wasihal:plugin/sensor@0.1.0, but not as an interface")]
    public void Check_WhatTheContractDoesNotHave_IsRefused(string text, string message) => Refuses(text, message);

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public void Check_ExportOfAnotherType_ShowsBoth(string type, string shown)
    {
        var core = $"(param {(type.Contains("param", StringComparison.Ordinal) ? "i32" : "")}) {(type.Contains("result", StringComparison.Ordinal) ? "(result i32)" : "")}";
        var wasm = new HostileComponent().Exporting("sensor", "poll", type, core);

        Assert.Equal(
            $"the component exports wasihal:plugin/sensor@0.1.0#poll as {shown}, the contract has "
            + "func() -> result<list<record{sensor: string, quantity: string, value: variant{number(f64), flag(bool), text(string)}, unit: string}>, string>",
            Fails(wasm));
    }

    [Theory]
    [InlineData("(param \"bus\" u8) (param \"address\" u8) (param \"write\" (list (list (list u8)))) (param \"read-len\" u32) (result (result (list u8)))", "func(u8, u8, list<list<list<u8>>>, u32) -> result<list<u8>, _>")]
    [InlineData("", "func()")]
    public void Check_ImportOfAnotherType_ShowsBoth(string type, string shown)
    {
        var failure = Fails(Module.ConvertText($"(component (import \"wasihal:plugin/i2c@0.1.0\" (instance (export \"transfer\" (func {type})))))"));

        Assert.StartsWith($"the component imports wasihal:plugin/i2c@0.1.0#transfer as {shown}, the contract has func(u8, u8, list<u8>, u32) -> result<list<u8>, variant{{bus, ", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list", 33)]
    [InlineData("option", 33)]
    [InlineData("record", 33)]
    [InlineData("tuple", 33)]
    [InlineData("variant", 33)]
    [InlineData("result", 33)]
    public void Check_TypesTooDeep_NamesLimit(string kind, int deep)
    {
        var text = new StringBuilder("(component (type $t0 u8)");
        for (var i = 1; i < deep; i++)
        {
            var inner = $"$t{i - 1}";
            var type = kind switch
            {
                "record" => $"(record (field \"f\" {inner}))",
                "variant" => $"(variant (case \"c\" {inner}))",
                _ => $"({kind} {inner})",
            };
            text.Append(CultureInfo.InvariantCulture, $"(type $t{i} {type})");
        }

        var wasm = Module.ConvertText(text.Append(')').ToString());

        Assert.Equal($"types nested {deep} deep, at most 32 are accepted ({Key}.type_nesting)", Fails(wasm));
        Assert.Null(Fails(wasm, new PluginLimits { TypeNesting = deep }));
    }

    [Theory]
    [InlineData("(type (instance ", "))", "types")]
    [InlineData("(type (component ", "))", "types")]
    [InlineData("(component ", ")", "components")]
    public void Check_ScopesTooDeep_NamesLimit(string open, string close, string what)
    {
        var text = new StringBuilder("(component ").Insert("(component ".Length, open, 33).Insert("(component ".Length + (open.Length * 33), close, 33).Append(')').ToString();

        Refuses(text, $"{what} nested 33 deep, at most 32 are accepted ({Key}.type_nesting)");
        Assert.Null(Fails(Module.ConvertText(text), new PluginLimits { TypeNesting = 100 }));
    }

    [Fact]
    public void Check_DepthAcrossAliasesImportsAndExports_IsFollowed()
    {
        // Half of the depth lies in one interface, the other half is built upon what is aliased from it.
        var text = new StringBuilder("(component (import \"acme:a/a\" (instance $i (type $t0 u8)");
        for (var i = 1; i < 20; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"(type $t{i} (list $t{i - 1}))");
        }

        text.Append("(export \"deep\" (type (eq $t19))))) (alias export $i \"deep\" (type $u0)) (component (alias outer 1 $u0 (type $v0))");
        for (var i = 1; i < 20; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"(type $v{i} (list $v{i - 1}))");
        }

        Refuses(text.Append("))").ToString(), $"types nested 33 deep, at most 32 are accepted ({Key}.type_nesting)");
    }

    [Fact]
    public void Check_TypeThatDoublesAtEachStep_NamesLimit()
    {
        var text = new StringBuilder("(component (type $t0 u8)");
        for (var i = 1; i < 30; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"(type $t{i} (tuple $t{i - 1} $t{i - 1}))");
        }

        Refuses(text.Append(')').ToString(), $"a type of more than 50000 parts when each is written out ({Key}.types)");
    }

    [Fact]
    public void Check_TooManyTypes_NamesLimit()
    {
        var types = string.Concat(Enumerable.Repeat("(type u8)", 40)) + "(core module (type (func)) (type (func)) (import \"a\" \"b\" (func)))";
        var wasm = Module.ConvertText($"(component {types})");

        Assert.Equal($"the component states more than 42 types, imports and exports ({Key}.types)", Fails(wasm, new PluginLimits { Types = 42 }));
        Assert.Null(Fails(wasm, new PluginLimits { Types = 43 }));
    }

    [Fact]
    public void Check_TooLarge_NamesLimit()
    {
        var wasm = Module.ConvertText($"(component (core module (memory 1) (data (i32.const 0) \"{new string('a', 2000)}\")))");

        Assert.Equal($"the component has {wasm.Length} bytes, at most 1024 are accepted ({Key}.component_bytes)", Fails(wasm, new PluginLimits { ComponentBytes = 1024 }));
        Assert.Null(Fails(wasm, new PluginLimits { ComponentBytes = wasm.Length }));
    }

    [Fact]
    public void Check_TooManyFunctions_NamesLimit()
    {
        var wasm = Module.ConvertText($"(component (core module {string.Concat(Enumerable.Repeat("(func)", 60))}) (core module {string.Concat(Enumerable.Repeat("(func)", 60))}))");

        Assert.Equal($"the component has 120 functions or more, at most 119 are accepted ({Key}.functions)", Fails(wasm, new PluginLimits { Functions = 119 }));
        Assert.Null(Fails(wasm, new PluginLimits { Functions = 120 }));
    }

    [Fact]
    public void Check_FunctionTooDearToCompile_NamesLimit()
    {
        var wasm = Module.ConvertText($"(component (core module (func (local {string.Join(' ', Enumerable.Repeat("i32", 400))}) {string.Concat(Enumerable.Repeat("nop ", 10_000))})))");

        // 10,000 bytes of code and a few of its locals' declaration; 400 locals add twice that.
        Assert.Equal(
            $"a function of 10005 bytes with 400 local variables, each of which adds a 200th, is larger than 30014 ({Key}.function_bytes)",
            Fails(wasm, new PluginLimits { FunctionBytes = 30_014 }));
        Assert.Null(Fails(wasm, new PluginLimits { FunctionBytes = 30_015 }));
    }

    [Fact]
    public void Check_ShortenedAnywhere_IsDamaged()
    {
        var wasm = new HostileComponent().Import("i2c", "transfer").Sensor("unreachable");

        for (var length = 8; length < wasm.Length; length++)
        {
            // Where a section ends the rest may be missing without damage; then something else is, or nothing.
            var failure = Fails(wasm[..length]);
            Assert.True(failure is null || failure.StartsWith("the component is damaged at byte ", StringComparison.Ordinal), failure);
        }
    }

    private static void Check(byte[] wasm) => ComponentInspector.Check(wasm, new PluginLimits(), Key);

    private static string? Fails(byte[] wasm, PluginLimits? limits = null)
    {
        try
        {
            ComponentInspector.Check(wasm, limits ?? new PluginLimits(), Key);
            return null;
        }
        catch (PluginFailedException failure)
        {
            return failure.Message;
        }
    }

    private static void Refuses(string text, string message) => Assert.StartsWith(message, Fails(Module.ConvertText(text)), StringComparison.Ordinal);
}
