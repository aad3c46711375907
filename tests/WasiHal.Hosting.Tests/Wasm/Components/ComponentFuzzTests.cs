using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.Components;
using Wasmtime;
using Wasmtime.Components;

namespace WasiHal.Hosting.Tests.Wasm.Components;

/// <summary>
/// Whatever the bytes are, the inspector either takes them or says why not, at once. How many there are and their seed are in
/// the output.
/// </summary>
public sealed class ComponentFuzzTests
{
    private const int Runs = 20_000;
    private const int CompiledRuns = 300;

    /// <summary>No input is longer, so none needs more: an entry of a byte makes a type of a few hundred.</summary>
    private const long MostAllocatedPerByte = 2000;

    private static readonly byte[][] Seeds = MakeSeeds();

    [Fact]
    public void Check_AnyBytes_AnswersOrRefuses()
    {
        var random = Begin(Runs, out var runs);
        var accepted = 0;
        for (var run = 0; run < runs; run++)
        {
            var wasm = Mutate(random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var isAccepted = Check(wasm, $"run {run}") is null;
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.True(allocated < 1_000_000 + (wasm.Length * MostAllocatedPerByte), $"run {run}: {allocated} bytes for a file of {wasm.Length}");
            accepted += isAccepted ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{accepted} of {runs} were accepted");
        Assert.InRange(accepted, 1, runs - 1);
    }

    [Fact]
    public void Check_EveryBitOfASmallComponent_AnswersOrRefuses()
    {
        var small = Seeds.MinBy(seed => seed.Length)!;
        for (var bit = 64; bit < small.Length * 8; bit++)
        {
            var wasm = (byte[])small.Clone();
            wasm[bit / 8] ^= (byte)(1 << (bit % 8));
            Check(wasm, $"bit {bit}");
        }
    }

    [Fact]
    public void Check_AcceptedBytes_AreCompiledOrRefusedByTheEngine()
    {
        var random = Begin(CompiledRuns, out var runs);
        using var engine = new WasmEngine();
        var (compiled, refused) = (0, 0);
        for (var run = 0; run < runs;)
        {
            var wasm = Mutate(random);
            if (Check(wasm, $"run {run}") is not null)
            {
                continue;
            }

            run++;
            try
            {
                using var component = Component.FromBytes(engine.Engine, wasm);
                compiled++;
            }
            catch (WasmtimeException)
            {
                refused++;
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{compiled} compiled, {refused} refused by the engine");
        Assert.True(compiled > 0 && refused > 0);
    }

    [Fact]
    public void Check_DamagedBytes_AreRefusedByTheEngineToo()
    {
        var random = Begin(CompiledRuns, out var runs);
        using var engine = new WasmEngine();
        for (var run = 0; run < runs;)
        {
            var wasm = Mutate(random);
            if (Check(wasm, $"run {run}") is { } message && message.StartsWith("the component is damaged", StringComparison.Ordinal))
            {
                run++;
                Assert.True(Refuses(engine, wasm), $"run {run}: {message}: {Convert.ToHexString(wasm)}");
            }
        }
    }

    private static bool Refuses(WasmEngine engine, byte[] wasm)
    {
        try
        {
            Component.FromBytes(engine.Engine, wasm).Dispose();
            return false;
        }
        catch (WasmtimeException)
        {
            return true;
        }
    }

    private static Random Begin(int usual, out int runs)
    {
        runs = FuzzRuns.Of(usual);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {FuzzRuns.Seed}, {runs} inputs");
        return new Random(FuzzRuns.Seed);
    }

    private static string? Check(byte[] wasm, string what)
    {
        try
        {
            ComponentInspector.Check(wasm, new PluginLimits(), "limits");
            return null;
        }
        catch (PluginFailedException failure)
        {
            Assert.DoesNotContain(failure.Message, char.IsControl);
            Assert.True(failure.Message.Length < 4000, failure.Message);
            return failure.Message;
        }
        catch (Exception other) when (other is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{what}: {Convert.ToHexString(wasm)}", other);
        }
    }

    private static byte[] Mutate(Random random)
    {
        var wasm = (byte[])Seeds[random.Next(Seeds.Length)].Clone();
        switch (random.Next(12))
        {
            case 0:
                wasm = new byte[random.Next(8, 400)];
                random.NextBytes(wasm);
                Seeds[0].AsSpan(0, 8).CopyTo(wasm);
                return wasm;
            case 1:
                return wasm[..random.Next(8, wasm.Length)];
        }

        for (var changes = 1 << random.Next(4); changes > 0; changes--)
        {
            var at = random.Next(8, wasm.Length - 6);
            switch (random.Next(7))
            {
                case 0:
                    wasm[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    wasm[at] = (byte)random.Next(256);
                    break;
                case 2:
                    // The largest number of 32 bits, as a length or an index.
                    new byte[] { 0xff, 0xff, 0xff, 0xff, 0x0f }.CopyTo(wasm, at);
                    break;
                case 3:
                    // A number that never ends.
                    wasm.AsSpan(at, 5).Fill(0x80);
                    break;
                case 4:
                    wasm[at]++;
                    break;
                case 5:
                    // A part of the file twice.
                    var length = random.Next(1, Math.Min(64, wasm.Length - at));
                    wasm = [.. wasm.AsSpan(0, at + length), .. wasm.AsSpan(at)];
                    break;
                default:
                    var other = Seeds[random.Next(Seeds.Length)];
                    var from = random.Next(8, other.Length);
                    wasm = [.. wasm.AsSpan(0, at), .. other.AsSpan(from, Math.Min(random.Next(1, 100), other.Length - from)), .. wasm.AsSpan(at)];
                    break;
            }
        }

        return wasm;
    }

    private static byte[][] MakeSeeds()
    {
        var everything = new HostileComponent { Core = "(table 1 funcref) (global i32 (i32.const 1)) (rec (type (func (param funcref))) (type (struct (field i32 (mut i8)))))" };
        return
        [
            new HostileComponent().Sensor("unreachable"),
            new HostileComponent().Import("i2c", "transfer").Import("gpio", "configure").Import("storage", "get").Sensor(HostileComponent.Answer(3)),
            WasiText.Sleep(new HostileComponent()).Sensor("(call $block (call $subscribe (i64.const 1))) (i32.const 0)"),
            WasiText.Output(new HostileComponent(), "stdout").Dashboard("unreachable"),
            everything.Actions("unreachable"),
            Module.ConvertText(
                """
                (component $outer
                  (type $c (component (import "a" (func (param "x" (list u8)))) (type $t (flags "f" "g")) (export "b" (type (eq $t))) (export "c" (core module (export "m" (memory 1))))))
                  (component $inner (import "r" (type $r (sub resource))) (type $l (own $r)) (alias outer $outer $c (type $d)) (type (borrow $r)))
                  (type $res (resource (rep i32)))
                  (core func $new (canon resource.new $res)) (core func $drop (canon resource.drop $res)) (core func $rep (canon resource.rep $res))
                  (instance $i (instantiate $inner (with "r" (type $res))))
                  (core type $m (module (type (func)) (import "a" "b" (func (type 0))) (export "c" (table 1 2 funcref))))
                  (core module $e) (core instance (instantiate $e)) (core instance (export "x" (func $new))))
                """),
        ];
    }
}
