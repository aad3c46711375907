using WasiHal.Fake;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Wasm.CanonicalAbi;

[Collection(GuestCollection.Name)]
public sealed class PythonGuestTests(GuestWorkshop workshop)
{
    [Fact]
    public async Task Poll_AllValueKinds_ArriveAsGiven()
    {
        var measurements = await workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor(
            """
            return [
                Measurement("s", "temperature", Value_Number(21.5), "Cel"),
                Measurement(sensor="s", quantity="alarm_hot", value=Value_Flag(True), unit=""),
                Measurement("s", "name", Value_Text("grüß Gott ☀"), ""),
            ]
            """)));

        Assert.Equal(
            [
                new Measurement("s", "temperature", ReadingValue.FromNumber(21.5), "Cel"),
                new Measurement("s", "alarm_hot", ReadingValue.FromFlag(true), ""),
                new Measurement("s", "name", ReadingValue.FromText("grüß Gott ☀"), ""),
            ],
            measurements);
    }

    [Fact]
    public async Task Poll_Exception_FailsWithFileLineAndTraceback()
    {
        var definition = GuestWorkshop.Define(GuestWorkshop.Sensor("divisor = 0\nreturn [1 / divisor]"));

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.PollAsync(definition));

        Assert.Equal("ZeroDivisionError: division by zero (probe.py, line 9)", failure.Message);
        Assert.Contains("return [1 / divisor]", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_Err_FailsWithItsTextAndTheInstanceLives()
    {
        var instance = await workshop.StartAsync(GuestWorkshop.Define(GuestWorkshop.Sensor("raise Err('no sun today')")));
        await using (instance)
        {
            var first = await instance.PollAsync();
            var second = await instance.PollAsync();

            Assert.Equal("no sun today", first.Failure!.Message);
            Assert.Null(first.Failure.Detail);
            Assert.False(first.IsLost);
            Assert.Equal("no sun today", second.Failure!.Message);
        }
    }

    [Fact]
    public async Task Load_SyntaxError_NamesFileAndLine()
    {
        var definition = GuestWorkshop.Define("a = 1\nb = (2 +\n");

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.StartAsync(definition));

        Assert.Matches(@"SyntaxError: .*probe\.py, line 2", failure.Message);
        Assert.Contains("b = (2 +", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_PackageWithSeveralModules_Imports()
    {
        var definition = GuestWorkshop.Define(
            [
                ("app.py", GuestWorkshop.Sensor("return [Measurement('s', 'q', Value_Number(answer()), '1')]", "from lib.deep import answer")),
                ("lib/__init__.py", ""),
                ("lib/deep.py", "from .values import HALF\nimport constants\n\ndef answer():\n    return HALF * constants.TWO\n"),
                ("lib/values.py", "HALF = 21.0\n"),
                ("constants.py", "TWO = 2\n"),
            ],
            "app.py");

        var measurement = Assert.Single(await workshop.PollAsync(definition));

        Assert.Equal(42, measurement.Value.Number);
    }

    [Fact]
    public async Task Poll_EndlessLoop_EndsAtTheDeadlineAndLosesTheInstance()
    {
        var limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromMilliseconds(200)) };
        var instance = await workshop.StartAsync(GuestWorkshop.Define(GuestWorkshop.Sensor("while True: pass"), limits: limits));
        await using (instance)
        {
            var report = await instance.PollAsync();

            Assert.True(report.IsLost);
            Assert.Equal("deadline of 200ms passed (plugins.probe.limits.call_deadline)", report.Failure!.Message);
        }
    }

    [Fact]
    public async Task Poll_SleepPastTheDeadline_EndsAtTheDeadline()
    {
        var limits = new PluginLimits { CallDeadline = new Duration(TimeSpan.FromMilliseconds(200)) };
        var instance = await workshop.StartAsync(GuestWorkshop.Define(GuestWorkshop.Sensor("import time\ntime.sleep(3600)"), limits: limits));
        await using (instance)
        {
            var report = await instance.PollAsync();

            Assert.True(report.IsLost);
            Assert.Equal("deadline of 200ms passed (plugins.probe.limits.call_deadline)", report.Failure!.Message);
        }
    }

    [Fact]
    public async Task Poll_Sleep_WaitsOnTheHost()
    {
        var measurement = Assert.Single(await workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor(
            """
            import time
            begin = time.monotonic()
            time.sleep(0.05)
            return [Measurement("s", "slept", Value_Number(time.monotonic() - begin), "s")]
            """))));

        Assert.InRange(measurement.Value.Number, 0.05, 2);
    }

    [Fact]
    public async Task Poll_TooMuchMemory_IsAPythonMemoryError()
    {
        var definition = GuestWorkshop.Define(GuestWorkshop.Sensor("block = bytearray(100_000_000)\nreturn []"));

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.PollAsync(definition));

        Assert.StartsWith("MemoryError", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_AddressNotGranted_RaisesDeniedWithTheKey()
    {
        var definition = GuestWorkshop.Define(GuestWorkshop.Sensor("i2c.transfer(1, 0x3c, b'', 1)", "from wit_world.imports import i2c"));

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.PollAsync(definition));

        Assert.Contains("i2c 1:0x3c is not asked for: add it to [tool.wasihal] i2c in probe.py", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, definition.Policy.DeniedCalls);
    }

    [Fact]
    public async Task Poll_GrantedLed_IsShown()
    {
        var definition = GuestWorkshop.Define(
            GuestWorkshop.Sensor("leds.set(3, 1, 2, 3)\nleds.show()\nreturn []", "from wit_world.imports import leds"),
            rights: PermissionSet.Of([Capability.Led(3)]));

        Assert.Empty(await workshop.PollAsync(definition));

        Assert.Equal(new RgbColor(1, 2, 3), workshop.Board.Leds.Shown[3]);
    }

    [Fact]
    public async Task Random_TwoInstances_Differ()
    {
        var source = GuestWorkshop.Sensor("import random\nreturn [Measurement('s', 'q', Value_Number(random.random()), '1')]");

        var first = await workshop.PollAsync(GuestWorkshop.Define(source));
        var second = await workshop.PollAsync(GuestWorkshop.Define(source));

        Assert.NotEqual(first[0].Value.Number, second[0].Value.Number);
    }

    [Fact]
    public async Task PrintAndLogging_ArriveAsLogEvents()
    {
        var definition = GuestWorkshop.Define(
            GuestWorkshop.Sensor("import logging\nprint('hello', 'there')\nlogging.getLogger('driver').warning('watch %s', 'out')\nreturn []"),
            id: "talker");

        await workshop.PollAsync(definition);

        var said = workshop.Logs.GetSnapshot().Where(record => record.Message.StartsWith("talker: ", StringComparison.Ordinal)).ToArray();
        Assert.Contains(said, record => record.Message == "talker: hello there" && record.Level == Microsoft.Extensions.Logging.LogLevel.Information);
        Assert.Contains(said, record => record.Message.Contains("watch out", StringComparison.Ordinal) && record.Level == Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    public async Task Storage_SurvivesTheInstance()
    {
        const string Imports = "from wit_world.imports import storage";
        await workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor("storage.put('baseline', b'\\x00\\xff12')\nreturn []", Imports), id: "keeper"));

        var measurement = Assert.Single(await workshop.PollAsync(GuestWorkshop.Define(
            GuestWorkshop.Sensor("return [Measurement('s', 'q', Value_Text(storage.get('baseline').hex()), '')]", Imports), id: "keeper")));

        Assert.Equal("00ff3132", measurement.Value.Text);
    }

    [Fact]
    public async Task Settings_Get_AnswersTheOperatorsValue()
    {
        var definition = GuestWorkshop.Define(
            GuestWorkshop.Sensor(
                "assert settings.get('nothing') is None\nreturn [Measurement('s', 'q', Value_Text(settings.get('i2c-address')), '')]",
                "from wit_world.imports import settings"),
            settings: new() { ["i2c_address"] = "0x76" });

        Assert.Equal("0x76", Assert.Single(await workshop.PollAsync(definition)).Value.Text);
    }

    [Theory]
    [InlineData("Value_Number(float('nan'))", "is NaN")]
    [InlineData("Value_Number(float('inf'))", "is Infinity")]
    public async Task Poll_NotFinite_IsRefused(string value, string reason)
    {
        var definition = GuestWorkshop.Define(GuestWorkshop.Sensor($"return [Measurement('s', 'q', {value}, '1')]"));

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.PollAsync(definition));

        Assert.Contains(reason, failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Poll_OneLongTextManyTimes_IsRefusedBeforeItIsCopied()
    {
        var definition = GuestWorkshop.Define(GuestWorkshop.Sensor("text = 'x' * 200_000\nreturn [Measurement('s', f'q{i}', Value_Text(text), '') for i in range(200)]"));
        var before = GC.GetTotalAllocatedBytes();

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.PollAsync(definition));

        Assert.Equal("the texts of one answer together: at most 262144 bytes are accepted (plugins.probe.limits.output_bytes)", failure.Message);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 20_000_000);
    }

    [Fact]
    public async Task HostCall_ArgumentOverTheLimit_IsInvalidAndTheInstanceLives()
    {
        var definition = GuestWorkshop.Define(GuestWorkshop.Sensor(
            "try:\n    storage.put('big', bytes(300_000))\nexcept Err as error:\n    return [Measurement('s', 'q', Value_Text(str(error)), '')]",
            "from wit_world.imports import storage"));

        var measurement = Assert.Single(await workshop.PollAsync(definition));

        Assert.Equal("invalid: a text or list of 300000 bytes is longer than 262144 (plugins.probe.limits.text_bytes)", measurement.Value.Text);
    }

    [Fact]
    public async Task Poll_SteadyState_AllocatesNothing()
    {
        const int Polls = 2000;
        var address = new I2cAddress(0x44);
        workshop.Board.GetI2cBus(1).Attach(address, new FakeI2cRegisters());
        var definition = GuestWorkshop.Define(
            GuestWorkshop.Sensor(
                "raw = i2c.transfer(1, 0x44, b'\\x00', 17)\nreturn [Measurement('s', f'q{i}', Value_Number(raw[0] + i), 'Cel') for i in range(4)] + [Measurement('s', 'f', Value_Flag(True), '')]",
                "from wit_world.imports import i2c"),
            rights: PermissionSet.Of([Capability.I2c(1, address)]));
        var instance = await workshop.StartAsync(definition);
        await using (instance)
        {
            // The first rounds run code that is not optimised yet, and that boxes; it settles within a few of them.
            var allocated = long.MaxValue;
            for (var round = 0; round < 50 && allocated >= Polls; round++)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
                allocated = await instance.CallAsync(
                    guest =>
                    {
                        var measurements = GuestFactory.CreateBuffer(definition);
                        guest.Poll(measurements);
                        var before = GC.GetAllocatedBytesForCurrentThread();
                        for (var i = 0; i < Polls; i++)
                        {
                            guest.Poll(measurements);
                        }

                        return GC.GetAllocatedBytesForCurrentThread() - before;
                    },
                    () => { });
            }

            // Less than a byte a poll: the runtime itself may allocate a little when it compiles a method anew meanwhile.
            Assert.InRange(allocated, 0, Polls - 1);
        }
    }
}
