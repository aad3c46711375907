using System.Text;
using Microsoft.Extensions.Logging;
using Wasmtime;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>
/// One instance of a component in a store of its own, and the calls into it: each ends in time, and each answer is
/// weighed before anything is made of it. Which contract the component keeps to is its owner's business.
/// </summary>
internal sealed class ComponentStore : IDisposable
{
    private readonly Component _component;
    private readonly ComponentLinker _linker;
    private readonly Store _store;
    private readonly ComponentInstance _instance;
    private readonly CallBudget _budget;
    private readonly PluginLimits _limits;
    private readonly string _limitsKey;

    /// <summary>Makes the instance. The component stays its owner's.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="component">The component.</param>
    /// <param name="plugin">What it acts on.</param>
    /// <param name="budget">What its calls may use.</param>
    /// <param name="define">Defines what the host gives.</param>
    /// <exception cref="PluginFailedException">The component wants what the host does not give.</exception>
    /// <exception cref="GuestLostException">It trapped or ran into a limit while it started.</exception>
    public ComponentStore(WasmEngine engine, Component component, PluginEnvironment plugin, CallBudget budget, Action<ComponentLinker> define)
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
            define(_linker);
            _instance = _budget.Run(_limits.LoadDeadline.Value, "load_deadline", Instantiate);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Finds an exported function.</summary>
    /// <param name="interface">Full name of its interface.</param>
    /// <param name="name">Its name.</param>
    /// <param name="parameters">How many it takes.</param>
    /// <returns>Null when the component does not have it.</returns>
    /// <exception cref="PluginFailedException">It takes another number.</exception>
    public ComponentFunction? Find(string @interface, string name, int parameters)
    {
        var function = _instance.GetFunction(@interface, name);
        return function is null || function.ParameterCount == parameters
            ? function
            : throw new PluginFailedException($"{@interface}#{name} takes {function.ParameterCount} parameters, the contract has {parameters}");
    }

    /// <summary>Calls a function.</summary>
    /// <param name="function">What <see cref="Find"/> answered.</param>
    /// <param name="kind">What the plugin would be if it had it, for the message.</param>
    /// <param name="check">Throws when the answer is too large, before anything is made of it.</param>
    /// <param name="arguments">As the contract has them.</param>
    /// <returns>Null when the function answers nothing.</returns>
    /// <exception cref="PluginFailedException">There is no such function, or its answer is too large.</exception>
    /// <exception cref="GuestLostException">The call trapped or ran into a limit.</exception>
    public ComponentValue? Call(ComponentFunction? function, PluginKind kind, Action<AnswerSize> check, params ComponentValue[] arguments) => function is null
        ? throw new PluginFailedException($"the plugin is no {kind}")
        : _budget.Run(_limits.CallDeadline.Value, "call_deadline", () => Call(function, check, arguments));

    /// <summary>Fails when the texts of an answer are too long; counts and names are looked at one by one when it is read.</summary>
    /// <exception cref="PluginFailedException">They are.</exception>
    public void Expect(AnswerSize size)
    {
        const int NamesOfMeasurement = 3;

        if (size.LongestText > _limits.TextBytes)
        {
            throw TooLong(size.LongestText);
        }

        if (size.TextBytes > _limits.OutputBytes + (size.Entries * NamesOfMeasurement * ComponentMeasurements.LongestName))
        {
            throw new PluginFailedException($"the texts of one answer are {size.TextBytes} bytes together, more than {_limits.OutputBytes} ({_limitsKey}.output_bytes)");
        }
    }

    /// <summary>A text that is no longer than it may be.</summary>
    /// <exception cref="PluginFailedException">It is longer.</exception>
    public string Checked(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        return length <= _limits.TextBytes ? text : throw TooLong(length);
    }

    public void Dispose()
    {
        _store.Dispose();
        _linker.Dispose();
    }

    private PluginFailedException TooLong(long length) =>
        new($"a text of {length} bytes is longer than {_limits.TextBytes} ({_limitsKey}.text_bytes)");

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
