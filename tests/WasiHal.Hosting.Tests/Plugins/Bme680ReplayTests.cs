using WasiHal.Hosting.Tests.Python;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Recording;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>What was recorded of the plugin bme680 is measured again without a chip, in the sandbox and by its driver alone.</summary>
[Collection(GuestCollection.Name)]
public sealed class Bme680ReplayTests(GuestWorkshop workshop)
{
    private const string Test =
        """
        import json
        import unittest

        from bme680 import Bme680
        from wasihal_replay import Replay


        class ReplayTests(unittest.TestCase):
            def test_readings_are_those_of_the_node(self):
                replay = Replay("bme680.bus.jsonl")
                sensor = Bme680(replay.transfer, replay.sleep, heater_milliseconds=30)
                for expected in json.load(open("expected.json")):
                    reading = sensor.read()
                    self.assertEqual(expected["temperature"], reading.temperature_celsius)
                    self.assertEqual(expected["pressure"], reading.pressure_pascals)
                    self.assertEqual(expected["relative_humidity"], reading.relative_humidity_percent)
                    self.assertAlmostEqual(1, expected["gas_resistance"] / reading.gas_resistance_ohms, places=12)
                replay.finish()
        """;

    [Fact]
    public async Task Recording_Replayed_GivesTheSameReadings()
    {
        var python = await PythonInterpreter.RequireAsync();
        using var folder = new TemporaryFolder();
        var path = folder.Sub("bme680.bus.jsonl");
        var measured = await RecordAsync(path);

        var replayed = new ReplayBoard(BusRecording.Load(path));
        await using (var laptop = new Bme680Bench(workshop, board: _ => replayed))
        {
            foreach (var expected in measured)
            {
                Assert.Equal(expected, await laptop.PollOnceAsync());
            }
        }

        replayed.AssertFinished();

        folder.Write("expected.json", System.Text.Json.JsonSerializer.Serialize(measured));
        folder.Write("test_replay.py", Test);
        var (exitCode, output) = await python.RunAsync(
            ["-m", "unittest"],
            folder.FullPath,
            ("PYTHONPATH", $"{RepositoryRoot.PathOf("plugins/testing")}{Path.PathSeparator}{RepositoryRoot.PathOf("plugins/bme680")}"),
            ("PYTHONDONTWRITEBYTECODE", "1"));

        Assert.True(exitCode == 0 && output.Contains("Ran 1 test", StringComparison.Ordinal), output);
    }

    private async Task<List<Dictionary<string, double>>> RecordAsync(string path)
    {
        while (true)
        {
            var recorder = new BusRecorder(1000);
            await using var node = new Bme680Bench(workshop, board: board => new RecordingBoard(board, recorder));
            var measured = new List<Dictionary<string, double>>();
            try
            {
                foreach (var ohms in (double[])[100_000, 60_000, 20_000, 90_000])
                {
                    node.Air.Sample = node.Air.Sample with { GasResistanceOhms = ohms, TemperatureCelsius = ohms / 5_000 };
                    measured.Add(await node.PollOnceAsync());
                }
            }
            catch (PluginFailedException failure) when (Bme680Bench.IsTooSlow(failure))
            {
                // Where this machine was too busy a replay would not be, and ask for more.
                continue;
            }

            await using var file = File.Create(path);
            await recorder.WriteToAsync(file, Bme680Bench.Id, TestContext.Current.CancellationToken);
            return measured;
        }
    }
}
