using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components.Original;

/// <summary>A plugin that was compiled for the original: its worlds are made our kinds, its records our measurements.</summary>
internal sealed class OriginalGuest : IGuest
{
    private readonly ComponentStore _store;
    private readonly OriginalCallFrame _frame;
    private readonly ComponentFunction? _dht22;
    private readonly ComponentFunction? _bme680;
    private readonly ComponentFunction? _monitor;
    private readonly ComponentFunction? _render;
    private readonly ComponentFunction? _update;

    /// <summary>Makes the instance. The component stays its owner's.</summary>
    /// <exception cref="PluginFailedException">The component wants what the host does not give, or gives nothing of a plugin.</exception>
    /// <exception cref="GuestLostException">It trapped or ran into a limit while it started.</exception>
    public OriginalGuest(WasmEngine engine, Component component, PluginEnvironment plugin, CallBudget budget, TimeProvider time)
    {
        _frame = new OriginalCallFrame(plugin, budget, time);
        _store = new ComponentStore(engine, component, plugin, budget, linker => ComponentImports.Define(linker, _frame, OriginalFunctions.All));
        try
        {
            _dht22 = Find("dht22-logic", "poll", 0);
            _bme680 = Find("bme680-logic", "poll", 0);
            _monitor = Find("pi-monitor-logic", "poll", 0);
            _render = Find("dashboard-logic", "render", 1);
            _update = Find("oled-logic", "update", 1);
            Kinds = [.. FindKinds()];
            if (Kinds.Count == 0)
            {
                throw new PluginFailedException(
                    $"the component exports none of dht22-logic, bme680-logic, pi-monitor-logic, dashboard-logic, oled-logic of {OriginalContract.Package}@{OriginalContract.Version}");
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
        _frame.BeginPoll();
        try
        {
            if (!Kinds.Contains(PluginKind.Sensor))
            {
                throw new PluginFailedException($"the plugin is no {PluginKind.Sensor}");
            }

            Poll(_dht22, OriginalField.Dht22, "dht22", measurements);
            Poll(_bme680, OriginalField.Bme680, "bme680", measurements);
            Poll(_monitor, OriginalField.Monitor, OriginalMeasurements.MonitorSensor, measurements);
        }
        catch
        {
            measurements.Clear();
            throw;
        }
    }

    public string Render(string snapshotJson) =>
        _store.Checked(Call(_render, PluginKind.Dashboard, _store.Expect, ComponentValue.String(OriginalSensorData.Of(snapshotJson)))!.AsString());

    public void Update(string snapshotJson) => Call(_update, PluginKind.Display, _store.Expect, ComponentValue.String(OriginalSensorData.Of(snapshotJson)));

    public IReadOnlyList<PluginAction> ListActions() => throw NoActions();

    public string Invoke(string name, string argumentsJson) => throw NoActions();

    public void Dispose() => _store.Dispose();

    private static PluginFailedException NoActions() => new($"the plugin is no {PluginKind.Actions}");

    private ComponentFunction? Find(string @interface, string name, int parameters) => _store.Find(WitContract.Original.FullName(@interface), name, parameters);

    private IEnumerable<PluginKind> FindKinds()
    {
        if (_dht22 is not null || _bme680 is not null || _monitor is not null)
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
    }

    private void Poll(ComponentFunction? poll, OriginalField[] fields, string sensor, MeasurementBuffer measurements)
    {
        if (poll is null)
        {
            return;
        }

        var answer = Call(poll, PluginKind.Sensor, size =>
        {
            Expect(size.Entries);
            _store.Expect(size);
        })!;
        if (answer.Kind != ComponentValueKind.List)
        {
            OriginalMeasurements.Add(answer, fields, sensor, _frame.IsMadeUp, measurements);
            return;
        }

        var records = answer.AsList();
        Expect(records.Count);
        foreach (var record in records)
        {
            OriginalMeasurements.Add(record, fields, OriginalMeasurements.SensorName(record.Field("sensor-id").AsString(), sensor), _ => false, measurements);
        }

        void Expect(long count) => measurements.Expect((uint)Math.Min(uint.MaxValue, measurements.Count + (count * fields.Length)));
    }

    private ComponentValue? Call(ComponentFunction? function, PluginKind kind, Action<AnswerSize> check, params ComponentValue[] arguments) =>
        _store.Call(function, kind, check, arguments);
}
