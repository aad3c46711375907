using System.Text;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Hosting.Wasm.Components;

namespace WasiHal.Hosting.Tests.Wasm.Components;

/// <summary>
/// Foreign components that do their worst. Each ends with one clear message, and another plugin of the same process,
/// which ran before, still measures.
/// </summary>
[Collection(GuestCollection.Name)]
public sealed class HostileComponentTests(GuestWorkshop workshop) : IAsyncLifetime
{
    private PluginInstance _neighbour = null!;

    public async ValueTask InitializeAsync() => _neighbour = await workshop.StartAsync(Define(
        new HostileComponent { Core = HostileComponent.At(HostileComponent.Data, "well") }.Sensor(HostileComponent.Answer(2)), "neighbour"));

    public async ValueTask DisposeAsync()
    {
        await using (_neighbour)
        {
            var report = await _neighbour.PollAsync();

            Assert.Null(report.Failure);
            Assert.Equal(Enumerable.Repeat(new Measurement("well", "well", ReadingValue.FromNumber(1.5), "w"), 2), _neighbour.Measurements.Items.ToArray());
        }
    }

    public static TheoryData<string, string> RefusedAtLoad => new()
    {
        { "start function loops", "deadline of 300ms passed (plugins.probe.limits.load_deadline)" },
        { "start function traps", "trap: the plugin aborted" },
        { "two memories", "2 memories, at most 1 are accepted (plugins.probe.limits.memories)" },
        { "large memory", "a memory of 2000 pages of 64 KiB is larger than 67108864 bytes (plugins.probe.limits.memory_bytes)" },
        { "twenty tables", "20 tables, at most 8 are accepted (plugins.probe.limits.tables)" },
        { "large table", "a table of 1000000 elements, at most 100000 are accepted (plugins.probe.limits.table_elements)" },
        { "many instances", "33 instances within the component, at most 32 are accepted (plugins.probe.limits.instances)" },
        { "ends itself at start", "the plugin ended itself with exit code 1" },
        { "core module", "the file is not a WebAssembly component (a core module? Make a component of it, for instance with wasm-tools component new)" },
        { "text", "the file is not WebAssembly: it does not begin with \\0asm" },
        { "truncated", "the component is damaged at byte " },
        { "random bytes", "the component is damaged at byte " },
    };

    public static TheoryData<string, string> LostInPoll => new()
    {
        { "poll loops", "deadline of 300ms passed (plugins.probe.limits.call_deadline)" },
        { "poll aborts", "trap: the plugin aborted" },
        { "recursion without end", "trap: the call stack is exhausted (recursion too deep)" },
        { "grows without end", "trap: the plugin aborted" },
        { "memory that is not there", "trap: out of bounds memory access" },
        { "list that is not there", "trap: list pointer/length out of bounds of memory" },
        { "case that is not there", "trap: discriminant 64 out of range [0..2)" },
        { "a million measurements", "lists or texts of one call are larger than the engine carries" },
        { "host call storm", "more than 10000 host calls in one call (plugins.probe.limits.host_calls)" },
        { "denied call storm", "more than 10000 host calls in one call (plugins.probe.limits.host_calls)" },
        { "ends itself well", "the plugin ended itself with exit code 0" },
        { "ends itself badly", "the plugin ended itself with exit code 1" },
        { "asks for 64 MiB of random", "trap: the plugin aborted" },
        { "sixteen MiB in a list", "lists or texts of one call are larger than the engine carries" },
    };

    [Theory]
    [MemberData(nameof(RefusedAtLoad))]
    public async Task Load_HostileComponent_SaysWhatAndWhichLimit(string what, string message)
    {
        var limits = new PluginLimits { LoadDeadline = new Duration(TimeSpan.FromSeconds(what == "start function loops" ? 0.3 : 60)) };

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.StartAsync(Define(Make(what), limits: limits)));

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Theory]
    [MemberData(nameof(LostInPoll))]
    public async Task Poll_HostileComponent_IsLostWithOneMessage(string what, string message)
    {
        var limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromSeconds(what == "poll loops" ? 0.3 : 60)) };
        var instance = await workshop.StartAsync(Define(Make(what), limits: limits));
        await using (instance)
        {
            var report = await instance.PollAsync();

            Assert.StartsWith(message, report.Failure?.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', report.Failure!.Message);
            Assert.True(report.IsLost);
            Assert.Equal(0, instance.Measurements.Count);
        }
    }

    [Theory]
    [InlineData("nan", "measurement 0 (well well) is NaN: a value that is not known is left out")]
    [InlineData("inf", "measurement 0 (well well) is Infinity: a value that is not known is left out")]
    [InlineData("-inf", "measurement 0 (well well) is -Infinity: a value that is not known is left out")]
    public async Task Poll_NumberThatIsNone_FailsAndLives(string number, string message) =>
        await FailsAndLivesAsync(
            new HostileComponent { Core = HostileComponent.At(HostileComponent.Data, "well") }
                .Sensor(HostileComponent.Answer(1, $"(f64.store offset=24 (local.get $m) (f64.const {number}))")),
            message);

    [Theory]
    [InlineData("a\0b", 3, 1, @"measurement 0: sensor 'a\x00b' is not 1 to 64 of A-Z a-z 0-9 . _ - beginning with a letter or digit")]
    [InlineData("a\u001b[31mb", 7, 1, @"measurement 0: sensor 'a\x1b[31mb' is not 1 to 64 of")]
    [InlineData("", 0, 0, "measurement 0: sensor '' is not 1 to 64 of")]
    [InlineData("a\nb", 3, 1, "measurement 0: sensor 'a\\u000ab' is not 1 to 64 of")]
    [InlineData("a b", 1, 3, "measurement 0: unit 'a b' is not up to 64 printable characters without spaces (a UCUM code)")]
    [InlineData("", 5 << 20, 1, "a text of 5242880 bytes is longer than 262144 (plugins.probe.limits.text_bytes)")]
    [InlineData("", 1000, 1, "a name or unit of 1000 bytes; at most 64 characters are accepted")]
    [InlineData("a", 1, 5 << 20, "a text of 5242880 bytes is longer than 262144 (plugins.probe.limits.text_bytes)")]
    public async Task Poll_NameOrUnitThatIsNone_FailsAndLives(string text, int nameLength, int unitLength, string message) =>
        await FailsAndLivesAsync(
            new HostileComponent { Pages = 100, Core = HostileComponent.At(HostileComponent.Data, text) }
                .Sensor(HostileComponent.Answer(1, "(i32.store8 offset=16 (local.get $m) (i32.const 1))", nameLength, unitLength)),
            message);

    [Fact]
    public async Task Poll_NameThatIsNotUtf8_IsLost()
    {
        var component = new HostileComponent { Core = $"(data (i32.const {HostileComponent.Data}) \"\\ff\\fe\\80a\")" };

        var instance = await workshop.StartAsync(Define(component.Sensor(HostileComponent.Answer(1))));
        await using (instance)
        {
            var report = await instance.PollAsync();

            Assert.StartsWith("trap: invalid utf-8", report.Failure!.Message, StringComparison.Ordinal);
            Assert.True(report.IsLost);
        }
    }

    [Fact]
    public async Task Poll_TooManyMeasurements_FailsAndLives() => await FailsAndLivesAsync(
        new HostileComponent { Core = HostileComponent.At(HostileComponent.Data, "well") }.Sensor(HostileComponent.Answer(257)),
        "poll gave 257 measurements, at most 256 are accepted (plugins.probe.limits.measurements)");

    [Fact]
    public async Task Poll_TextsThatAreLongTogether_FailsAndLives() => await FailsAndLivesAsync(
        new HostileComponent().Sensor(HostileComponent.Answer(250, "(i32.store8 offset=16 (local.get $m) (i32.const 1))", 4000)),
        "the texts of one answer are 2000250 bytes together, more than 262144 (plugins.probe.limits.output_bytes)");

    [Fact]
    public async Task Poll_LongErrorText_FailsAndLives() => await FailsAndLivesAsync(
        new HostileComponent { Pages = 100 }.Sensor(
            "(i32.store8 (i32.const 16) (i32.const 1)) (i32.store (i32.const 20) (i32.const 64)) (i32.store (i32.const 24) (i32.const 5242880)) (i32.const 16)"),
        "a text of 5242880 bytes is longer than 262144 (plugins.probe.limits.text_bytes)");

    [Fact]
    public async Task Poll_TextInBytesOfUtf8_IsCountedInBytes()
    {
        // 400 characters of three bytes each: more than 1 KiB, which is the limit here.
        var text = string.Concat(Enumerable.Repeat("\u20ac", 400));
        const string IsText =
            """
            (i32.store8 offset=16 (local.get $m) (i32.const 2)) (i32.store offset=24 (local.get $m) (i32.const 6000)) (i32.store offset=28 (local.get $m) (i32.const 1200))
            """;
        var component = new HostileComponent { Core = HostileComponent.At(HostileComponent.Data, "well") + HostileComponent.At(6000, text) };

        await FailsAndLivesAsync(
            component.Sensor(HostileComponent.Answer(1, IsText, unitLength: 0)),
            "a text of 1200 bytes is longer than 1024 (plugins.probe.limits.text_bytes)",
            new PluginLimits { TextBytes = 1024, OutputBytes = 1024 });
    }

    [Fact]
    public async Task Render_LongText_FailsAndLives()
    {
        var component = new HostileComponent { Pages = 100 }.Dashboard(
            "(i32.store8 (i32.const 16) (i32.const 0)) (i32.store (i32.const 20) (i32.const 64)) (i32.store (i32.const 24) (i32.const 5242880)) (i32.const 16)");
        await CallFailsAndLivesAsync(component, guest => guest.Render("{}"), "a text of 5242880 bytes is longer than 262144 (plugins.probe.limits.text_bytes)");
    }

    [Theory]
    [InlineData(65, 4, "list gave 65 actions, at most 64 are accepted")]
    [InlineData(1, 5 << 20, "a text of 5242880 bytes is longer than 262144 (plugins.probe.limits.text_bytes)")]
    public async Task ListActions_TooManyOrTooLong_FailsAndLives(int count, int length, string message)
    {
        var records = string.Concat(Enumerable.Range(0, count * 3).Select(i =>
            $"(i32.store (i32.const {256 + (i * 8)}) (i32.const {HostileComponent.Data})) (i32.store (i32.const {260 + (i * 8)}) (i32.const {length}))"));
        var component = new HostileComponent { Pages = 100, Core = HostileComponent.At(HostileComponent.Data, "well") }
            .Actions($"{records} (i32.store (i32.const 16) (i32.const 256)) (i32.store (i32.const 20) (i32.const {count})) (i32.const 16)");
        await CallFailsAndLivesAsync(component, guest => guest.ListActions(), message);
    }

    [Theory]
    [MemberData(nameof(FunctionsThatTakeTexts))]
    public async Task HostFunction_TextOfFiveMegabytes_IsRefusedWithItsLimit(string @interface, string function)
    {
        // Each argument that is a text or a list is 5 MB of NUL at 64; everything else is 0 or points to free memory.
        var type = ComponentContract.Imports[@interface][function];
        var arguments = new StringBuilder();
        foreach (var parameter in HostileComponent.Parameters(type))
        {
            arguments.Append(parameter == "string" || parameter.StartsWith("list<", StringComparison.Ordinal) ? $"(i32.const 64) (i32.const {(parameter == "string" ? 5 << 20 : 300_000)})" : $"({(parameter == "f64" ? "f64" : "i32")}.const 0)");
        }

        var id = $"${@interface}-{function}";
        var direct = !type.Contains("->", StringComparison.Ordinal);
        var canFail = type.Contains("-> result<", StringComparison.Ordinal);

        // The error's text begins at the address that stands in the result behind the cases of result and error.
        var component = new HostileComponent { Pages = 100 }.Import(@interface, function).Sensor(
            $"""
            (call {id} {arguments}{(direct ? "" : "(i32.const 0)")})
            (i32.store8 (i32.const 16) (i32.const 1)) (i32.store (i32.const 20) (i32.load (i32.const 8))) (i32.store (i32.const 24) (i32.load (i32.const 12)))
            (i32.const 16)
            """);

        var instance = await workshop.StartAsync(Define(component));
        await using (instance)
        {
            var report = await instance.PollAsync();

            Assert.Matches("^a text or list of (5242880|300000|1200000) bytes is longer than 262144 \\(plugins.probe.limits.text_bytes\\)$", report.Failure?.Message);
            Assert.Equal(!canFail, report.IsLost);
        }
    }

    public static TheoryData<string, string> FunctionsThatTakeTexts()
    {
        var data = new TheoryData<string, string>();
        foreach (var (@interface, functions) in ComponentContract.Imports.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var (function, type) in functions.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                if (HostileComponent.Parameters(type).Any(parameter => parameter == "string" || parameter.StartsWith("list<", StringComparison.Ordinal)))
                {
                    data.Add(@interface, function);
                }
            }
        }

        return data;
    }

    [Theory]
    [InlineData("stdout")]
    [InlineData("stderr")]
    public async Task Poll_FloodsStandardOutput_IsHeardAsMuchAsItMay(string stream)
    {
        var component = new HostileComponent { Core = "(memory.fill (i32.const 4096) (i32.const 0x66) (i32.const 4096))".Insert(0, "(func $fill ") + ") (start $fill)" };
        var flood = WasiText.Output(component, stream).Sensor(
            """
            (local $i i32) (local $out i32)
            (local.set $out (call $get))
            (loop
              (call $write (local.get $out) (i32.const 4096) (i32.const 4096) (i32.const 32))
              (br_if 0 (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 2000))))
            (i32.store (i32.const 16) (i32.const 0)) (i32.store (i32.const 20) (i32.const 0)) (i32.store (i32.const 24) (i32.const 0))
            (i32.const 16)
            """);
        var id = $"flood-{stream}";
        var limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromMinutes(1)), LogBytesPerSecond = 1024 };

        var instance = await workshop.StartAsync(Define(flood, id, limits));
        await using (instance)
        {
            var before = TimeProvider.System.GetTimestamp();
            var report = await instance.PollAsync();
            var seconds = TimeProvider.System.GetElapsedTime(before).TotalSeconds;

            Assert.Null(report.Failure);
            var heard = workshop.Logs.GetSnapshot().Where(record => record.Message.StartsWith($"{id}: fff", StringComparison.Ordinal)).Sum(record => record.Message.Length - id.Length - 2);

            // 8 MB were written; a burst of eight seconds may be heard, and what the time allowed since.
            Assert.InRange(heard, 1, (8 + seconds + 1) * 1024);
        }
    }

    private static byte[] Make(string what)
    {
        var plain = new HostileComponent();
        return what switch
        {
            "start function loops" => new HostileComponent { Core = "(func $start (loop (br 0))) (start $start)" }.Sensor("unreachable"),
            "start function traps" => new HostileComponent { Core = "(func $start unreachable) (start $start)" }.Sensor("unreachable"),
            "two memories" => new HostileComponent { Core = "(memory 1)" }.Sensor("unreachable"),
            "large memory" => new HostileComponent { Pages = 2000 }.Sensor("unreachable"),
            "twenty tables" => new HostileComponent { Core = string.Concat(Enumerable.Repeat("(table 1 funcref)", 20)) }.Sensor("unreachable"),
            "large table" => new HostileComponent { Core = "(table 1000000 funcref)" }.Sensor("unreachable"),
            "many instances" => new HostileComponent { Outer = "(core module $empty)" + string.Concat(Enumerable.Repeat("(core instance (instantiate $empty))", 50)) }.Sensor("unreachable"),
            "ends itself at start" => WasiText.Exit(new HostileComponent { Core = "(func $start (call $exit (i32.const 1))) (start $start)" }).Sensor("unreachable"),
            "core module" => Wasmtime.Module.ConvertText("(module)"),
            "text" => Encoding.UTF8.GetBytes("(component)"),
            "truncated" => plain.Sensor("unreachable")[..^20],
            "random bytes" => [.. "\0asm"u8, 0x0d, 0, 1, 0, .. RandomBytes()],
            "poll loops" => plain.Sensor("(loop (br 0)) unreachable"),
            "poll aborts" => plain.Sensor("unreachable"),
            "recursion without end" => new HostileComponent { Core = "(func $again call $again)" }.Sensor("call $again unreachable"),
            "grows without end" => plain.Sensor("(loop (br_if 0 (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))) unreachable"),
            "memory that is not there" => plain.Sensor("(i32.load (i32.const -4))"),
            "list that is not there" => plain.Sensor("(i32.store (i32.const 4) (i32.const 64)) (i32.store (i32.const 8) (i32.const 0x7fffffff)) (i32.const 0)"),
            "case that is not there" => plain.Sensor("(i32.store (i32.const 0) (i32.const 64)) (i32.const 0)"),
            "a million measurements" => new HostileComponent { Pages = 700 }.Sensor(HostileComponent.Answer(1_000_000)),
            "host call storm" => plain.Import("leds", "count").Sensor("(loop (drop (call $leds-count)) (br 0)) unreachable"),
            "denied call storm" => plain.Import("i2c", "transfer")
                .Sensor("(loop (call $i2c-transfer (i32.const 1) (i32.const 0x76) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0)) (br 0)) unreachable"),
            "ends itself well" => WasiText.Exit(plain).Sensor("(call $exit (i32.const 0)) unreachable"),
            "ends itself badly" => WasiText.Exit(plain).Sensor("(call $exit (i32.const 1)) unreachable"),
            "asks for 64 MiB of random" => WasiText.Random(plain).Sensor("(call $random (i64.const 0x4000000) (i32.const 0)) unreachable"),
            "sixteen MiB in a list" => new HostileComponent { Pages = 300 }.Import("storage", "put")
                .Sensor("(call $storage-put (i32.const 64) (i32.const 1) (i32.const 64) (i32.const 16777216) (i32.const 0)) unreachable"),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "no such component"),
        };
    }

    private static byte[] RandomBytes()
    {
        var bytes = new byte[1000];
        new Random(4711).NextBytes(bytes);
        return bytes;
    }

    private static PluginDefinition Define(byte[] wasm, string id = "probe", PluginLimits? limits = null) =>
        GuestWorkshop.Define([new PluginFile($"{id}.wasm", wasm)], $"{id}.wasm", PluginSourceKind.Component, id, limits ?? new PluginLimits { CallDeadline = new Duration(TimeSpan.FromMinutes(1)) });

    private async Task FailsAndLivesAsync(byte[] component, string message, PluginLimits? limits = null)
    {
        var instance = await workshop.StartAsync(Define(component, limits: limits));
        await using (instance)
        {
            var report = await instance.PollAsync();

            Assert.StartsWith(message, report.Failure?.Message, StringComparison.Ordinal);
            Assert.False(report.IsLost);
            Assert.Equal(0, instance.Measurements.Count);
            Assert.Equal(report.Failure!.Message, (await instance.PollAsync()).Failure!.Message);
        }
    }

    private async Task CallFailsAndLivesAsync<T>(byte[] component, Func<Hosting.Wasm.IGuest, T> call, string message)
    {
        var instance = await workshop.StartAsync(Define(component));
        await using (instance)
        {
            for (var time = 0; time < 2; time++)
            {
                var failure = await Assert.ThrowsAsync<PluginFailedException>(() => instance.CallAsync(call, () => Assert.Fail("the instance was lost")));

                Assert.Equal(message, failure.Message);
            }
        }
    }
}
