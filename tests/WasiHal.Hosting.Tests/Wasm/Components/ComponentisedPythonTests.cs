using System.Text;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.Components;
using Wasmtime;
using Wasmtime.Components;

namespace WasiHal.Hosting.Tests.Wasm.Components;

/// <summary>
/// The shared module speaks the contract that <c>wit/</c> states: as a component, checked by wasm-tools against it and
/// called through the component API, it answers as it does when it is called directly.
/// </summary>
[Collection(GuestCollection.Name)]
public sealed class ComponentisedPythonTests(GuestWorkshop workshop)
{
    private const string Source =
        """
        from componentize_py_types import Err
        from wit_world import exports
        from wit_world.exports.actions import Action
        from wit_world.exports.sensor import Measurement, Value_Flag, Value_Number, Value_Text
        from wit_world.imports import buzzer, climate, gpio, i2c, leds, log, pwm, relays, settings, spi, storage, system_info, uart

        def attempt(call, *arguments):
            try:
                return repr(call(*arguments))
            except Err as error:
                return repr(error.value)

        class Sensor(exports.Sensor):
            def poll(self):
                log.write(log.Level.INFO, 'polled')
                tries = [
                    attempt(i2c.transfer, 1, 0x76, b'\xd0', 1), attempt(i2c.transfer, 1, 0xec, b'', 1),
                    attempt(spi.configure, 0, 0, 0, 0), attempt(spi.transfer, 0, 0, b'\x01'),
                    attempt(uart.open, 'gps', 9600), attempt(uart.read, 'gps', 10, 0), attempt(uart.write, 'gps', b'x'),
                    attempt(gpio.configure, '17', gpio.Mode.OUTPUT_HIGH), attempt(gpio.read, 'door'),
                    attempt(gpio.write, '17', True), attempt(gpio.wait_for_edge, '17', gpio.Edge.BOTH, 70000),
                    attempt(pwm.set, 0, 1000.0, 2.0), attempt(pwm.stop, 0),
                    attempt(leds.count), attempt(leds.set, 1, 2, 3, 4), attempt(leds.set_range, 0, [1, 2]), attempt(leds.fill, 1, 2, 3),
                    attempt(leds.clear), attempt(leds.show), attempt(buzzer.beep, 1, 10, 10),
                    attempt(relays.set, 'fan', True), attempt(relays.get, 'fan'), attempt(climate.read_dht, '4'),
                    attempt(system_info.memory_total), attempt(system_info.hostname), attempt(system_info.throttled),
                    attempt(settings.get, 'mode'), attempt(settings.get, 'absent'),
                    attempt(storage.put, 'key', bytes(range(256))), attempt(storage.get, 'key'), attempt(storage.delete, 'key'),
                    attempt(storage.get, 'key'), attempt(storage.get, '../etc'),
                ]
                return [Measurement('s', 'q', Value_Number(-0.5), 'Cel'), Measurement('s', 'f', Value_Flag(True), '')] + [
                    Measurement('tries', f't{i}', Value_Text(text), '') for i, text in enumerate(tries)]

        class Dashboard(exports.Dashboard):
            def render(self, snapshot):
                return f'<p>{snapshot}</p>'

        class Display(exports.Display):
            def update(self, snapshot):
                raise Err('no screen\nat all')

        class Actions(exports.Actions):
            def list(self):
                return [Action('beep', 'Piep 🔔', ''), Action('go', 'Go', '{"type": "object"}')]
            def invoke(self, name, arguments):
                return f'["{name}", {arguments}]'
        """;

    private static readonly Dictionary<string, string> Settings = new() { ["mode"] = "büro" };

    [Fact]
    public async Task Component_AnswersAsTheModuleDoes()
    {
        var definition = GuestWorkshop.Define(Source, id: "both-ways", rights: PermissionSet.Of([Capability.Action("beep"), Capability.Action("go")]), settings: Settings);
        var direct = await workshop.StartAsync(definition);
        await using (direct)
        {
            var report = await direct.PollAsync();
            Assert.Null(report.Failure);
            var expected = direct.Measurements.Items.ToArray();
            var html = await direct.CallAsync(guest => guest.Render("{ö}"), () => { });
            var update = await Assert.ThrowsAsync<PluginFailedException>(() => direct.CallAsync(
                guest =>
                {
                    guest.Update("{}");
                    return 0;
                },
                () => { }));
            var actions = await direct.CallAsync(guest => guest.ListActions(), () => { });
            var answer = await direct.CallAsync(guest => guest.Invoke("go", "{\"a\": 1}"), () => { });

            var component = OnBigStack(() => RunComponent(Source));

            Assert.Equal([PluginKind.Sensor, PluginKind.Dashboard, PluginKind.Display, PluginKind.Actions], direct.Kinds);
            Assert.Equal(["sensor", "dashboard", "display", "actions"], component.Kinds);
            Assert.Equal(expected, component.Measurements);
            Assert.Equal(35, expected.Length);
            Assert.Equal(("<p>{ö}</p>", html), (component.Html, component.Html));
            Assert.Equal($"{update.Message}\n{update.Detail}", component.UpdateError);
            Assert.Equal(actions, component.Actions);
            Assert.Equal(answer, component.Answer);
        }
    }

    private static T OnBigStack<T>(Func<T> work)
    {
        T? result = default;
        Exception? fault = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception thrown)
                {
                    fault = thrown;
                }
            },
            WasmEngine.ThreadStackBytes);
        thread.Start();
        thread.Join();
        return fault is null ? result! : throw new InvalidOperationException(fault.Message, fault);
    }

    private Answers RunComponent(string source)
    {
        var definition = GuestWorkshop.Define(source, id: "both-ways", settings: Settings);
        using var engine = new WasmEngine();
        using var budget = new CallBudget(engine.Epoch, definition.Limits, "limits");
        var plugin = new PluginEnvironment(
            new GuardedBoard(workshop.Board, definition.Policy),
            definition.Settings,
            workshop.StorageFor("both-ways"),
            new PluginLog(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, definition.Id, TimeProvider.System, definition.Limits.LogBytesPerSecond),
            definition.Limits,
            "limits");
        using var component = Component.FromBytes(engine.Engine, TestComponents.Python);
        using var linker = new ComponentLinker(engine.Engine);
        using var store = new Store(engine.Engine);
        store.SetEpochDeadline(1);
        store.SetEpochDeadlineCallback(_ => budget.OnEpoch());
        store.SetWasiConfiguration(new WasiConfiguration());
        ComponentImports.Define(linker, new ComponentCallFrame(plugin, budget), OfferedFunction.Ours, WitContract.TypesOnly);
        budget.Begin(TimeSpan.FromMinutes(1), "test");
        var instance = linker.Instantiate(store, component);
        var file = ComponentValue.Record(
        [
            new("path", ComponentValue.String(definition.Entry)),
            new("content", ComponentValue.List([.. Encoding.UTF8.GetBytes(source).Select(ComponentValue.U8)])),
        ]);

        var kinds = Call(instance, "loader", "load", ComponentValue.List([file]), ComponentValue.String(definition.Entry));
        Assert.True(kinds.IsOk, kinds.IsOk ? "" : kinds.Payload!.AsString());
        var buffer = new MeasurementBuffer(definition.Limits, "limits");
        foreach (var item in Call(instance, "sensor", "poll").Payload!.AsList())
        {
            ComponentMeasurements.Add(item, buffer);
        }

        var html = Call(instance, "dashboard", "render", ComponentValue.String("{ö}"));
        var update = Call(instance, "display", "update", ComponentValue.String("{}"));
        var actions = Call(instance, "actions", "list").AsList();
        var answer = Call(instance, "actions", "invoke", ComponentValue.String("go"), ComponentValue.String("{\"a\": 1}"));
        budget.End();
        return new Answers(
            [.. kinds.Payload!.AsList().Select(kind => kind.AsEnum())],
            [.. buffer.Items],
            html.Payload!.AsString(),
            update.Payload!.AsString(),
            [.. actions.Select(action => new PluginAction(action.Field("name").AsString(), action.Field("title").AsString(), action.Field("arguments-schema").AsString()))],
            answer.Payload!.AsString());
    }

    private static ComponentValue Call(ComponentInstance instance, string @interface, string name, params ComponentValue[] arguments) =>
        instance.GetFunction($"wasihal:plugin/{@interface}@0.1.0", name)!.Call(arguments)!;

    private sealed record Answers(string[] Kinds, Measurement[] Measurements, string Html, string UpdateError, PluginAction[] Actions, string Answer);
}
