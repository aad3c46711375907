using System.Text;
using Microsoft.Extensions.Logging;
using Wasmtime;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>A plugin that is a WebAssembly component of its own, called through the component API.</summary>
internal sealed class ComponentGuest : IGuest
{
    private const int MostActions = 64;

    private readonly Component _component;
    private readonly ComponentLinker _linker;
    private readonly Store _store;
    private readonly CallBudget _budget;
    private readonly PluginLimits _limits;
    private readonly string _limitsKey;
    private readonly ComponentFunction? _poll;
    private readonly ComponentFunction? _render;
    private readonly ComponentFunction? _update;
    private readonly ComponentFunction? _list;
    private readonly ComponentFunction? _invoke;

    /// <summary>Makes the instance. The component stays its owner's.</summary>
    /// <exception cref="PluginFailedException">The component wants what the host does not give, or gives nothing of a plugin.</exception>
    /// <exception cref="GuestLostException">It trapped or ran into a limit while it started.</exception>
    public ComponentGuest(WasmEngine engine, Component component, PluginEnvironment plugin, CallBudget budget)
    {
        _component = component;
        _budget = budget;
        _limits = plugin.Limits;
        _limitsKey = plugin.LimitsKey;
        _linker = new ComponentLinker(engine.Engine);
        _store = new Store(engine.Engine);
        try
        {
            _store.SetLimits(_limits.MemoryBytes, (uint)_limits.TableElements, _limits.Instances, _limits.Tables, _limits.Memories);
            _store.SetEpochDeadline(1);
            _store.SetEpochDeadlineCallback(_ => budget.OnEpoch());

            // Without a configuration the first use of WASI ends the process; with a plain one there is nothing behind it.
            _store.SetWasiConfiguration(new WasiConfiguration()
                .WithStandardOutputCallback(text => ComponentOutput.Print(plugin.Log, LogLevel.Information, text))
                .WithStandardErrorCallback(text => ComponentOutput.Print(plugin.Log, LogLevel.Warning, text)));
            ComponentImports.Define(_linker, new ComponentCallFrame(plugin, budget));

            var instance = _budget.Run(_limits.LoadDeadline.Value, "load_deadline", Instantiate);
            _poll = Find(instance, "sensor", "poll", 0);
            _render = Find(instance, "dashboard", "render", 1);
            _update = Find(instance, "display", "update", 1);
            _list = Find(instance, "actions", "list", 0);
            _invoke = Find(instance, "actions", "invoke", 2);
            Kinds = [.. FindKinds()];
            if (Kinds.Count == 0)
            {
                throw new PluginFailedException($"the component exports none of sensor, dashboard, display, actions of {HostContract.Package}@{HostContract.Version}");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<PluginKind> Kinds { get; }

    /// <summary>The package does not tell.</summary>
    public long MemoryBytes => 0;

    public void Poll(MeasurementBuffer measurements)
    {
        measurements.Clear();
        try
        {
            var list = Call(_poll, PluginKind.Sensor, size =>
            {
                measurements.Expect((uint)size.Entries);
                Expect(size);
            })!.AsList();
            measurements.Expect((uint)list.Count);
            foreach (var item in list)
            {
                ComponentMeasurements.Add(item, measurements);
            }
        }
        catch
        {
            measurements.Clear();
            throw;
        }
    }

    public string Render(string snapshotJson) => CheckedText(Call(_render, PluginKind.Dashboard, Expect, ComponentValue.String(snapshotJson))!.AsString());

    public void Update(string snapshotJson) => Call(_update, PluginKind.Display, Expect, ComponentValue.String(snapshotJson));

    public IReadOnlyList<PluginAction> ListActions()
    {
        var list = Raw(_list, PluginKind.Actions, size =>
        {
            ExpectActions(size.Entries);
            Expect(size);
        }).AsList();
        ExpectActions(list.Count);
        return [.. list.Select(item => new PluginAction(
            CheckedText(item.Field("name").AsString()),
            CheckedText(item.Field("title").AsString()),
            CheckedText(item.Field("arguments-schema").AsString())))];

        static void ExpectActions(long count)
        {
            if (count > MostActions)
            {
                throw new PluginFailedException($"list gave {count} actions, at most {MostActions} are accepted");
            }
        }
    }

    public string Invoke(string name, string argumentsJson) =>
        CheckedText(Call(_invoke, PluginKind.Actions, Expect, ComponentValue.String(name), ComponentValue.String(argumentsJson))!.AsString());

    public void Dispose()
    {
        _store.Dispose();
        _linker.Dispose();
    }

    private static ComponentFunction? Find(ComponentInstance instance, string @interface, string name, int parameters)
    {
        var function = instance.GetFunction($"{HostContract.Package}/{@interface}@{HostContract.Version}", name);
        return function is null || function.ParameterCount == parameters
            ? function
            : throw new PluginFailedException($"{@interface}.{name} takes {function.ParameterCount} parameters, the contract has {parameters}");
    }

    private ComponentInstance Instantiate()
    {
        try
        {
            return _linker.Instantiate(_store, _component);
        }
        catch (WasmtimeException fault) when (fault is { InnerException: null, ExitCode: null } && !fault.Message.Contains("wasm trap", StringComparison.Ordinal))
        {
            // A limit of the store, or WASI of another shape than the engine's: it names the first.
            throw new PluginFailedException(
                EngineLimits.Explain(fault.Message, _limits, _limitsKey) ?? $"the component cannot be linked: {PluginLog.Escape(fault.Message.ReplaceLineEndings(" "))}",
                PluginLog.Escape(fault.Message));
        }
    }

    private IEnumerable<PluginKind> FindKinds()
    {
        if (_poll is not null)
        {
            yield return PluginKind.Sensor;
        }

        if (_render is not null)
        {
            yield return PluginKind.Dashboard;
        }

        if (_update is not null)
        {
            yield return PluginKind.Display;
        }

        if (_list is not null && _invoke is not null)
        {
            yield return PluginKind.Actions;
        }
    }

    private string CheckedText(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        return length <= _limits.TextBytes
            ? text
            : throw new PluginFailedException($"a text of {length} bytes is longer than {_limits.TextBytes} ({_limitsKey}.text_bytes)");
    }

    /// <summary>Calls a function that answers <c>result&lt;…, string&gt;</c>.</summary>
    private ComponentValue? Call(ComponentFunction? function, PluginKind kind, Action<AnswerSize> check, params ComponentValue[] arguments)
    {
        var result = Raw(function, kind, check, arguments);
        return result.IsOk ? result.Payload : throw GuestText.ToException(CheckedText(result.Payload!.AsString()));
    }

    private ComponentValue Raw(ComponentFunction? function, PluginKind kind, Action<AnswerSize> check, params ComponentValue[] arguments) => function is null
        ? throw new PluginFailedException($"the plugin is no {kind}")
        : _budget.Run(_limits.CallDeadline.Value, "call_deadline", () => Call(function, check, arguments))
            ?? throw new GuestLostException("a function gave no result");

    // Before anything is made of it; names, texts and counts are looked at one by one when it is read.
    private void Expect(AnswerSize size)
    {
        const int NamesOfMeasurement = 3;

        if (size.LongestText > _limits.TextBytes)
        {
            throw new PluginFailedException($"a text of {size.LongestText} bytes is longer than {_limits.TextBytes} ({_limitsKey}.text_bytes)");
        }

        if (size.TextBytes > _limits.OutputBytes + (size.Entries * NamesOfMeasurement * ComponentMeasurements.LongestName))
        {
            throw new PluginFailedException($"the texts of one answer are {size.TextBytes} bytes together, more than {_limits.OutputBytes} ({_limitsKey}.output_bytes)");
        }
    }

    private ComponentValue? Call(ComponentFunction function, Action<AnswerSize> check, ComponentValue[] arguments)
    {
        try
        {
            return NativeCall.Run(function, arguments, check);
        }
        catch (WasmtimeException fault) when (fault.InnerException is null && EngineLimits.Explain(fault.Message, _limits, _limitsKey) is { } limit)
        {
            throw new GuestLostException(limit, PluginLog.Escape(fault.Message), fault);
        }
    }
}
