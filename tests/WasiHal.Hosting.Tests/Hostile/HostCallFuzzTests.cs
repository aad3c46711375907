using System.Globalization;
using System.Text;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.CanonicalAbi;
using Wasmtime;
using WasmModule = Wasmtime.Module;

namespace WasiHal.Hosting.Tests.Hostile;

/// <summary>
/// The host's functions as a guest could call them whose memory is broken: every parameter is any bits, and the
/// allocator answers anything. A small module in text stands for the interpreter, on the linker that the interpreter has.
/// </summary>
[Collection(GuestCollection.Name)]
public sealed class HostCallFuzzTests : IDisposable
{
    private const int MemoryBytes = 65_536;

    private static readonly (string Module, string Name, string Parameters, bool HasResult)[] Functions =
    [
        .. HostContract.Functions.Select(function => (
            function.Interface,
            function.Name,
            string.Concat(function.Parameters.Select(type => type switch
            {
                WitType.String or WitType.Bytes or WitType.U32List => "ii",
                WitType.F64 => "f",
                _ => "i",
            })) + (function.Result is WitResult.None or WitResult.U32 ? "" : "i"),
            function.Result == WitResult.U32)),
        (WasiPreview1.ModuleName, "clock_time_get", "ili", true),
        (WasiPreview1.ModuleName, "clock_res_get", "ii", true),
        (WasiPreview1.ModuleName, "random_get", "ii", true),
        (WasiPreview1.ModuleName, "fd_write", "iiii", true),
        (WasiPreview1.ModuleName, "poll_oneoff", "iiii", true),
        (WasiPreview1.ModuleName, "proc_exit", "i", false),
        (WasiPreview1.ModuleName, "sched_yield", "", true),
        (WasiPreview1.ModuleName, "path_open", "iiiiillii", true),
        (WasiPreview1.ModuleName, "fd_prestat_get", "ii", true),
        (WasiPreview1.ModuleName, "sock_accept", "iii", true),
    ];

    /// <summary>What <c>cabi_realloc</c> does: serves, answers any bits, traps, loops, calls the host again.</summary>
    private static readonly string[] Allocators =
    [
        "(global.set $next (i32.add (global.get $next) (local.get 3))) (i32.sub (global.get $next) (local.get 3))",
        "(global.get $answer)",
        "unreachable",
        "(loop $l (br $l)) (i32.const 8)",
        "(call $f12) drop (i32.const 8)",
        "(drop (memory.grow (i32.const 1))) (i32.const 1024)",
    ];

    private static readonly int[] WildNumbers =
        [0, 1, 2, 7, 8, 16, 17, 44, 64, 255, 256, 1024, 4096, 4097, MemoryBytes - 8, MemoryBytes - 1, MemoryBytes, 262_144, 262_145, int.MaxValue, int.MinValue, -1, -8];

    private static readonly double[] WildFloats = [0, -0.0, 1, 0.5, 1000, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue];

    private readonly string _directory = Directory.CreateTempSubdirectory("wasihal-fuzz-").FullName;
    private readonly GuestWorkshop _workshop;
    private readonly WasmEngine _engine = new();
    private readonly WasmModule _module;
    private readonly Linker _linker;

    public HostCallFuzzTests(GuestWorkshop workshop)
    {
        _workshop = workshop;
        _module = WasmModule.FromText(_engine.Engine, "fuzz", Text());
        _linker = new Linker(_engine.Engine);
        HostImports.Define(_linker);
        WasiPreview1.Define(_linker, _module.Imports.OfType<FunctionImport>().Where(import => import.ModuleName == WasiPreview1.ModuleName));
    }

    public void Dispose()
    {
        _linker.Dispose();
        _module.Dispose();
        _engine.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void Call_AnyBits_ReturnsOrLosesTheGuestWithAReason()
    {
        var runs = FuzzRuns.Of(10_000);
        var (returned, lost) = (0, 0);
        Guest? guest = null;
        for (var run = 0; run < runs; run++)
        {
            var random = FuzzRuns.RandomFor(run);
            guest ??= new Guest(this);
            var function = random.Next(Functions.Length);
            try
            {
                guest.Call(random, function);
                returned++;
            }
            catch (GuestLostException reason)
            {
                var what = $"input {run} of seed {FuzzRuns.Seed}, {Functions[function].Name}: {reason.Message}";
                Assert.False(reason.Message.Contains("the host failed", StringComparison.Ordinal), what);
                Assert.False(reason.Message.Any(char.IsControl), what);
                Assert.InRange(reason.Message.Length, 1, 500);
                guest.Dispose();
                guest = null;
                lost++;
            }
            catch (Exception fault)
            {
                Assert.Fail($"input {run} of seed {FuzzRuns.Seed}, {Functions[function].Name}: {fault}");
            }
        }

        guest?.Dispose();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {FuzzRuns.Seed}: {runs} calls, {returned} returned, {lost} lost their guest");
        Assert.All([returned, lost], ways => Assert.InRange(ways, runs / 50, runs));
    }

    private static string Text()
    {
        var text = new StringBuilder("(module\n");
        for (var i = 0; i < Functions.Length; i++)
        {
            var (module, name, parameters, hasResult) = Functions[i];
            text.Append(CultureInfo.InvariantCulture, $"(import \"{module}\" \"{name}\" (func $f{i} {Types(parameters, hasResult)}))\n");
        }

        text.Append("""
            (memory (export "memory") 1 16)
            (global $next (mut i32) (i32.const 32768))
            (global $allocator (export "allocator") (mut i32) (i32.const 0))
            (global $answer (export "answer") (mut i32) (i32.const 0))
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)

            """);
        for (var i = 0; i < Allocators.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"(if (i32.eq (global.get $allocator) (i32.const {i})) (then {Allocators[i]} return))\n");
        }

        text.Append("(i32.const 0))\n");
        for (var i = 0; i < Functions.Length; i++)
        {
            var (_, _, parameters, hasResult) = Functions[i];
            var arguments = string.Concat(Enumerable.Range(0, parameters.Length).Select(index => $"(local.get {index}) "));
            text.Append(CultureInfo.InvariantCulture, $"(func (export \"call{i}\") {Types(parameters, hasResult)} (call $f{i} {arguments}))\n");
        }

        return text.Append(')').ToString();
    }

    private static string Types(string parameters, bool hasResult) =>
        $"(param {string.Join(' ', parameters.Select(type => type switch { 'i' => "i32", 'l' => "i64", _ => "f64" }))}) {(hasResult ? "(result i32)" : "")}";

    private sealed class Guest : IDisposable
    {
        private readonly Store _store;
        private readonly Instance _instance;
        private readonly GuestCalls _calls;
        private readonly CallBudget _budget;
        private readonly Memory _memory;

        public Guest(HostCallFuzzTests tests)
        {
            const string Id = "fuzz";
            const string Key = "plugins.fuzz.limits";
            var limits = new PluginLimits();
            var rights = PermissionSet.Of(
                [Capability.Gpio(17), Capability.Buzzer, Capability.Uart("a"), Capability.Relay("a"), Capability.Pwm(1), .. Enumerable.Range(8, 112).Select(address => Capability.I2c(1, new I2cAddress((byte)address))), .. Enumerable.Range(0, 11).Select(Capability.Led)]);
            var policy = new PluginPolicy(Id, "fuzz.py", rights, rights, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
            var log = new PluginLog(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Id, TimeProvider.System, limits.LogBytesPerSecond);
            var plugin = new PluginEnvironment(new GuardedBoard(tests._workshop.Board, policy), new Dictionary<string, string>(), tests._workshop.StorageFor(Id), log, limits, Key);
            _budget = new CallBudget(tests._engine.Epoch, limits, Key);
            var frame = new CanonicalCallFrame(plugin, _budget);
            var wasi = new WasiPreview1(plugin, _budget, TimeProvider.System);
            _calls = new GuestCalls(frame, wasi);
            _store = new Store(tests._engine.Engine);
            _store.SetLimits(1 << 20);
            _store.SetEpochDeadline(1);
            _store.SetEpochDeadlineCallback(_ => _budget.OnEpoch());
            _instance = tests._linker.Instantiate(_store, tests._module);
            _memory = _instance.GetMemory("memory")!;
            var memory = new GuestMemory(_memory, _instance.GetFunction<int, int, int, int, int>("cabi_realloc")!, limits, Key);
            frame.Memory = memory;
            wasi.Memory = memory;
        }

        public void Call(Random random, int index)
        {
            random.NextBytes(_memory.GetSpan<byte>(0)[..2048]);
            _instance.GetGlobal("answer")!.SetValue(Number(random));
            _instance.GetGlobal("allocator")!.SetValue(random.Next(3) == 0 ? random.Next(Allocators.Length) : 0);
            var arguments = Functions[index].Parameters.Select(type => type switch
            {
                'i' => (ValueBox)Number(random),
                'l' => (ValueBox)random.NextInt64(long.MinValue, long.MaxValue),
                _ => (ValueBox)WildFloats[random.Next(WildFloats.Length)],
            }).ToArray();
            var function = _instance.GetFunction("call" + index.ToString(CultureInfo.InvariantCulture))!;
            _calls.Enter();
            _budget.Run(TimeSpan.FromMilliseconds(10), "call_deadline", () => function.Invoke(arguments));
        }

        public void Dispose()
        {
            _store.Dispose();
            _budget.Dispose();
        }

        private static int Number(Random random) => random.Next(4) switch
        {
            0 => random.Next(int.MinValue, int.MaxValue),
            1 => random.Next(2048),
            2 => random.Next(70),
            _ => WildNumbers[random.Next(WildNumbers.Length)],
        };
    }
}
