using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>A plugin that is a WebAssembly component of its own, called through the component API.</summary>
internal sealed class ComponentGuest : IGuest
{
    private const int MostActions = 64;

    private readonly ComponentStore _store;
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
        var frame = new ComponentCallFrame(plugin, budget);
        _store = new ComponentStore(engine, component, plugin, budget, linker => ComponentImports.Define(linker, frame, OfferedFunction.Ours, WitContract.TypesOnly));
        try
        {
            _poll = Find("sensor", "poll", 0);
            _render = Find("dashboard", "render", 1);
            _update = Find("display", "update", 1);
            _list = Find("actions", "list", 0);
            _invoke = Find("actions", "invoke", 2);
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
                _store.Expect(size);
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

    public string Render(string snapshotJson) => _store.Checked(Call(_render, PluginKind.Dashboard, _store.Expect, ComponentValue.String(snapshotJson))!.AsString());

    public void Update(string snapshotJson) => Call(_update, PluginKind.Display, _store.Expect, ComponentValue.String(snapshotJson));

    public IReadOnlyList<PluginAction> ListActions()
    {
        var list = Raw(_list, PluginKind.Actions, size =>
        {
            ExpectActions(size.Entries);
            _store.Expect(size);
        }).AsList();
        ExpectActions(list.Count);
        return [.. list.Select(item => new PluginAction(
            _store.Checked(item.Field("name").AsString()),
            _store.Checked(item.Field("title").AsString()),
            _store.Checked(item.Field("arguments-schema").AsString())))];

        static void ExpectActions(long count)
        {
            if (count > MostActions)
            {
                throw new PluginFailedException($"list gave {count} actions, at most {MostActions} are accepted");
            }
        }
    }

    public string Invoke(string name, string argumentsJson) =>
        _store.Checked(Call(_invoke, PluginKind.Actions, _store.Expect, ComponentValue.String(name), ComponentValue.String(argumentsJson))!.AsString());

    public void Dispose() => _store.Dispose();

    private ComponentFunction? Find(string @interface, string name, int parameters) => _store.Find(WitContract.Ours.FullName(@interface), name, parameters);

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

    /// <summary>Calls a function that answers <c>result&lt;…, string&gt;</c>.</summary>
    private ComponentValue? Call(ComponentFunction? function, PluginKind kind, Action<AnswerSize> check, params ComponentValue[] arguments)
    {
        var result = Raw(function, kind, check, arguments);
        return result.IsOk ? result.Payload : throw GuestText.ToException(_store.Checked(result.Payload!.AsString()));
    }

    private ComponentValue Raw(ComponentFunction? function, PluginKind kind, Action<AnswerSize> check, params ComponentValue[] arguments) =>
        _store.Call(function, kind, check, arguments) ?? throw new GuestLostException("a function gave no result");
}
