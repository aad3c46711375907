using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Wasmtime;

namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>
/// What the shared Python module gets in place of WASI: clocks, random, its own last words, and a sleep that ends at the
/// call's deadline. Everything else is refused; there is no file, no socket, no environment behind it.
/// Numbers are those of WASI preview 1 (<c>wasi_snapshot_preview1</c>).
/// </summary>
internal sealed class WasiPreview1(PluginEnvironment plugin, CallBudget budget, TimeProvider time)
{
    public const string ModuleName = "wasi_snapshot_preview1";

    private const int Success = 0;
    private const int BadDescriptor = 8;
    private const int InvalidArgument = 28;
    private const int NotSupported = 58;
    private const int NotCapable = 76;
    private const int MostVectors = 1024;
    private const int SubscriptionBytes = 48;
    private const int EventBytes = 32;

    /// <summary>The instance's memory; set once it is instantiated.</summary>
    public GuestMemory Memory { get; set; } = null!;

    /// <summary>Defines every import of the module that is WASI's.</summary>
    public static void Define(Linker linker, IEnumerable<FunctionImport> imports)
    {
        foreach (var import in imports)
        {
            switch (import.Name)
            {
                case "clock_time_get":
                    linker.DefineFunction<int, long, int, int>(ModuleName, import.Name, (clock, _, result) => GuestCalls.Wasi.ClockTimeGet(clock, result));
                    break;
                case "clock_res_get":
                    linker.DefineFunction<int, int, int>(ModuleName, import.Name, (a, b) => GuestCalls.Wasi.ClockResolutionGet(a, b));
                    break;
                case "random_get":
                    linker.DefineFunction<int, int, int>(ModuleName, import.Name, (a, b) => GuestCalls.Wasi.RandomGet(a, b));
                    break;
                case "fd_write":
                    linker.DefineFunction<int, int, int, int, int>(ModuleName, import.Name, (a, b, c, d) => GuestCalls.Wasi.Write(a, b, c, d));
                    break;
                case "poll_oneoff":
                    linker.DefineFunction<int, int, int, int, int>(ModuleName, import.Name, (a, b, c, d) => GuestCalls.Wasi.PollOneOff(a, b, c, d));
                    break;
                case "proc_exit":
                    linker.DefineFunction<int>(ModuleName, import.Name, code => throw new GuestLostException($"the plugin ended its own process (exit code {code})"));
                    break;
                case "sched_yield":
                    linker.DefineFunction(ModuleName, import.Name, () => Success);
                    break;
                default:
                    Refuse(linker, import);
                    break;
            }
        }
    }

    private static void Refuse(Linker linker, FunctionImport import)
    {
        // The C library asks for preopened directories until it is told that a descriptor is bad.
        var answer = import.Name.StartsWith("fd_prestat", StringComparison.Ordinal) ? BadDescriptor : NotCapable;
        linker.DefineFunction(
            ModuleName,
            import.Name,
            (_, _, results) =>
            {
                if (results.Length > 0)
                {
                    results[0] = answer;
                }
            },
            import.Parameters,
            import.Results);
    }

    private int ClockTimeGet(int clock, int result)
    {
        if (Now(clock) is not { } now)
        {
            return InvalidArgument;
        }

        BinaryPrimitives.WriteInt64LittleEndian(Memory.Slice((uint)result, 8), now);
        return Success;
    }

    private int ClockResolutionGet(int clock, int result)
    {
        if (Now(clock) is null)
        {
            return InvalidArgument;
        }

        const long WallClockNanoseconds = 100;
        BinaryPrimitives.WriteInt64LittleEndian(Memory.Slice((uint)result, 8), clock == 0 ? WallClockNanoseconds : Math.Max(1, 1_000_000_000 / Stopwatch.Frequency));
        return Success;
    }

    private int RandomGet(int address, int length)
    {
        if ((uint)length > (uint)plugin.Limits.TextBytes)
        {
            return InvalidArgument;
        }

        RandomNumberGenerator.Fill(Memory.Slice((uint)address, length));
        return Success;
    }

    /// <summary>What the interpreter's C code prints, such as the words before an abort; Python's own prints do not come this way.</summary>
    private int Write(int descriptor, int vectors, int count, int written)
    {
        if (descriptor is not (1 or 2))
        {
            return BadDescriptor;
        }

        if ((uint)count > MostVectors)
        {
            return InvalidArgument;
        }

        // Up to so much of the first vector that holds anything is taken; the C library comes again with the rest.
        const uint Piece = 8 << 10;
        var view = Memory.View();
        var taken = 0u;
        for (var i = 0u; i < (uint)count && taken == 0; i++)
        {
            var address = view.ReadU32((uint)vectors + (i * 8));
            taken = Math.Min(view.ReadU32((uint)vectors + (i * 8) + 4), Piece);
            var text = System.Text.Encoding.UTF8.GetString(view.Slice(address, (int)taken)).TrimEnd('\n');
            if (text.Length > 0)
            {
                plugin.Log.Write(LogLevel.Warning, text);
            }
        }

        BinaryPrimitives.WriteUInt32LittleEndian(view.Slice((uint)written, 4), taken);
        return Success;
    }

    /// <summary>A sleep: one subscription to a clock. Nothing else can be waited for.</summary>
    private int PollOneOff(int subscriptions, int events, int count, int occurred)
    {
        if (count != 1)
        {
            return NotSupported;
        }

        var view = Memory.View();
        var subscription = view.Slice((uint)subscriptions, SubscriptionBytes);
        if (subscription[8] != 0)
        {
            return NotSupported;
        }

        var userData = BinaryPrimitives.ReadUInt64LittleEndian(subscription);
        var clock = BinaryPrimitives.ReadInt32LittleEndian(subscription[16..]);
        var timeout = BinaryPrimitives.ReadUInt64LittleEndian(subscription[24..]);
        var isAbsolute = (subscription[40] & 1) != 0;
        if (Now(clock) is not { } now)
        {
            return InvalidArgument;
        }

        var nanoseconds = isAbsolute ? timeout > (ulong)now ? timeout - (ulong)now : 0 : timeout;
        budget.Wait(TimeSpan.FromTicks((long)Math.Min(nanoseconds / 100, (ulong)TimeSpan.FromHours(1).Ticks)));

        var happened = view.Slice((uint)events, EventBytes);
        happened.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(happened, userData);
        BinaryPrimitives.WriteUInt32LittleEndian(view.Slice((uint)occurred, 4), 1);
        return Success;
    }

    /// <summary>Nanoseconds of the wall clock (0) or of a clock that never goes back (1).</summary>
    private long? Now(int clock) => clock switch
    {
        0 => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100,
        1 => Stopwatch.GetElapsedTime(0).Ticks * 100,
        _ => null,
    };
}
