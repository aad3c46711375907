using System.Buffers.Binary;
using System.Text;
using WasiHal.Hosting.Catalog;
using Wasmtime;

namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>A plugin in an instance of the shared Python module, called directly in the canonical ABI.</summary>
internal sealed class PythonGuest : IGuest
{
    private readonly Store _store;
    private readonly GuestCalls _calls;
    private readonly CallBudget _budget;
    private readonly PluginLimits _limits;
    private readonly string _limitsKey;
    private readonly AnswerTexts _texts;
    private readonly GuestMemory _memory;
    private readonly MeasurementReader _measurements = new();
    private readonly PythonExports _exports;

    /// <summary>Makes the instance and loads the plugin into it.</summary>
    /// <exception cref="PluginFailedException">The plugin's source does not load.</exception>
    /// <exception cref="GuestLostException">It trapped or ran into a limit while it loaded.</exception>
    public PythonGuest(WasmEngine engine, PythonModule python, PluginDefinition definition, PluginEnvironment plugin, CallBudget budget, TimeProvider time)
    {
        _budget = budget;
        _limits = plugin.Limits;
        _limitsKey = plugin.LimitsKey;
        _texts = new AnswerTexts(plugin.Limits, plugin.LimitsKey);
        _store = new Store(engine.Engine);
        var frame = new CanonicalCallFrame(plugin, budget);
        var wasi = new WasiPreview1(plugin, budget, time);
        _calls = new GuestCalls(frame, wasi);
        try
        {
            _store.SetLimits(_limits.MemoryBytes, (uint)_limits.TableElements, _limits.Instances, _limits.Tables, _limits.Memories);
            _store.SetEpochDeadline(1);
            _store.SetEpochDeadlineCallback(_ => budget.OnEpoch());

            var instance = Guarded(_limits.LoadDeadline.Value, "load_deadline", () => python.Instantiate(_store));
            _exports = new PythonExports(instance);
            _memory = new GuestMemory(instance.GetMemory("memory") ?? throw PythonExports.Missing("memory"), _exports.Realloc, _limits, _limitsKey);
            frame.Memory = _memory;
            wasi.Memory = _memory;
            Kinds = Guarded(_limits.LoadDeadline.Value, "load_deadline", () => Load(definition, instance));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<PluginKind> Kinds { get; }

    public long MemoryBytes => _memory.Length;

    public void Poll(MeasurementBuffer measurements)
    {
        measurements.Clear();
        _texts.Begin();
        _calls.Enter();
        _budget.Begin(_limits.CallDeadline.Value, "call_deadline");
        try
        {
            var result = _exports.Poll();
            var view = _memory.View();
            var header = view.Slice((uint)result, 12);
            var (address, length) = Pair(header[4..]);
            PluginFailedException? failure = null;
            try
            {
                if (header[0] == 0)
                {
                    _measurements.Read(view, address, length, measurements);
                }
                else
                {
                    failure = ToException(ReadText(view, address, length));
                }
            }
            catch (PluginFailedException refused)
            {
                failure = refused;
            }

            // Also after an answer that was refused: the guest lives on, and would keep the memory of each of them.
            _exports.PollPost(result);
            if (failure is not null)
            {
                throw failure;
            }
        }
        catch (WasmtimeException thrown)
        {
            measurements.Clear();
            throw Traps.ToException(thrown);
        }
        catch
        {
            measurements.Clear();
            throw;
        }
        finally
        {
            _budget.End();
        }
    }

    public string Render(string snapshotJson) => Guarded(() => TextResult(_exports.Render, _exports.RenderPost, [snapshotJson]));

    public void Update(string snapshotJson) => Guarded(() => TextResult(_exports.Update, _exports.UpdatePost, [snapshotJson], hasText: false));

    public string Invoke(string name, string argumentsJson) => Guarded(() =>
    {
        var (name0, name1) = Lower(Encoding.UTF8.GetBytes(name));
        var (arguments0, arguments1) = Lower(Encoding.UTF8.GetBytes(argumentsJson));
        return TextResult(_exports.Invoke(name0, name1, arguments0, arguments1), _exports.InvokePost, hasText: true);
    });

    public IReadOnlyList<PluginAction> ListActions() => Guarded(() =>
    {
        const int ActionBytes = 24;
        const uint MostActions = 64;

        var result = _exports.List();
        var view = _memory.View();
        var (address, count) = Pair(view.Slice((uint)result, 8));
        var actions = new List<PluginAction>();
        try
        {
            if (count > MostActions)
            {
                throw new PluginFailedException($"list gave {count} actions, at most {MostActions} are accepted");
            }

            var records = view.Slice(address, (int)count * ActionBytes);
            for (var i = 0; i < (int)count; i++)
            {
                var record = records.Slice(i * ActionBytes, ActionBytes);
                actions.Add(new PluginAction(Text(view, record), Text(view, record[8..]), Text(view, record[16..])));
            }
        }
        catch (PluginFailedException)
        {
            _exports.ListPost(result);
            throw;
        }

        _exports.ListPost(result);
        return actions;
    });

    public void Dispose() => _store.Dispose();

    private static (uint First, uint Second) Pair(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));

    private PluginKind[] Load(PluginDefinition definition, Instance instance)
    {
        const int FileBytes = 16;

        // A snapshot has nothing left to initialise and does not export it; a module fresh from the linker does.
        instance.GetAction("_initialize")?.Invoke();
        var files = _memory.Allocate(definition.Files.Count * FileBytes, 4);
        for (var i = 0; i < definition.Files.Count; i++)
        {
            var file = definition.Files[i];
            var (path0, path1) = Lower(Encoding.UTF8.GetBytes(file.Path));
            var (content0, content1) = Lower(file.Content.Span);
            var record = _memory.Slice(files + (uint)(i * FileBytes), FileBytes);
            BinaryPrimitives.WriteInt32LittleEndian(record, path0);
            BinaryPrimitives.WriteInt32LittleEndian(record[4..], path1);
            BinaryPrimitives.WriteInt32LittleEndian(record[8..], content0);
            BinaryPrimitives.WriteInt32LittleEndian(record[12..], content1);
        }

        var (entry0, entry1) = Lower(Encoding.UTF8.GetBytes(definition.Entry));
        var result = _exports.Load((int)files, definition.Files.Count, entry0, entry1);
        var view = _memory.View();
        var header = view.Slice((uint)result, 12);
        var (address, length) = Pair(header[4..]);
        var error = header[0] == 0 ? null : ReadText(view, address, length);
        var kinds = error is null ? ReadKinds(view, address, length) : [];
        _exports.LoadPost(result);
        return error is null ? kinds : throw ToException(error);
    }

    private static PluginKind[] ReadKinds(GuestView view, uint address, uint count)
    {
        if (count > (uint)HostContract.LoaderKind.Length)
        {
            throw new GuestLostException($"{count} kinds of plugin");
        }

        var kinds = new PluginKind[count];
        var cases = view.Slice(address, (int)count);
        for (var i = 0; i < kinds.Length; i++)
        {
            kinds[i] = cases[i] < HostContract.LoaderKind.Length ? (PluginKind)cases[i] : throw new GuestLostException($"case {cases[i]} of the enum kind");
        }

        return kinds;
    }

    private string TextResult(Func<int, int, int> export, Action<int> post, ReadOnlySpan<string> arguments, bool hasText = true)
    {
        var (text0, text1) = Lower(Encoding.UTF8.GetBytes(arguments[0]));
        return TextResult(export(text0, text1), post, hasText);
    }

    /// <summary>Reads <c>result&lt;string, string&gt;</c> or <c>result&lt;_, string&gt;</c>.</summary>
    private string TextResult(int result, Action<int> post, bool hasText)
    {
        var view = _memory.View();
        var header = view.Slice((uint)result, 12);
        var failed = header[0] != 0;
        string text;
        try
        {
            text = failed || hasText ? Text(view, header[4..]) : "";
        }
        catch (PluginFailedException)
        {
            post(result);
            throw;
        }

        post(result);
        return failed ? throw ToException(text) : text;
    }

    /// <summary>The exception for an error; where Python says no more than that memory is short, with the limit.</summary>
    private PluginFailedException ToException(string error)
    {
        const string NoMemory = "MemoryError";

        var failure = GuestText.ToException(error);
        return failure.Message == NoMemory || failure.Message.StartsWith(NoMemory + " (", StringComparison.Ordinal)
            ? new PluginFailedException($"{failure.Message}: memory of {_limits.MemoryBytes} bytes is not enough ({_limitsKey}.memory_bytes)", failure.Detail)
            : failure;
    }

    private string Text(GuestView view, ReadOnlySpan<byte> pair)
    {
        var (address, length) = Pair(pair);
        return ReadText(view, address, length);
    }

    private string ReadText(GuestView view, uint address, uint length)
    {
        _texts.Take(length);
        return Encoding.UTF8.GetString(view.Slice(address, (int)length));
    }

    private (int Address, int Length) Lower(ReadOnlySpan<byte> bytes)
    {
        var address = _memory.Allocate(bytes.Length, 1);
        bytes.CopyTo(_memory.Slice(address, bytes.Length));
        return ((int)address, bytes.Length);
    }

    private T Guarded<T>(Func<T> call) => Guarded(_limits.CallDeadline.Value, "call_deadline", call);

    private T Guarded<T>(TimeSpan deadline, string key, Func<T> call)
    {
        _texts.Begin();
        _calls.Enter();
        return _budget.Run(deadline, key, call);
    }
}
