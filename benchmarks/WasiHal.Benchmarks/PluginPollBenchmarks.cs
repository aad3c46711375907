using BenchmarkDotNet.Attributes;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Benchmarks;

/// <summary>The plugin call hot path: a poll of a BME680 driver in Python inside the sandbox, and what it is made of.</summary>
[MemoryDiagnoser]
public class PluginPollBenchmarks
{
    private BenchPlugin _bench = null!;
    private IGuest _guest = null!;
    private MeasurementBuffer _measurements = null!;
    private byte[] _read = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _bench = new BenchPlugin(Directory.CreateTempSubdirectory("wasihal-bench-").FullName);
        var definition = BenchPlugin.Define("bme680_poll.py");
        _guest = _bench.Create(definition);
        _measurements = GuestFactory.CreateBuffer(definition);
        _read = new byte[17];
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _guest.Dispose();
        _bench.Dispose();
    }

    /// <summary>A whole poll: into Python, an I²C transfer through the guard to the fake chip, the maths, four measurements read back.</summary>
    [Benchmark(Baseline = true)]
    public int Poll_Bme680InPython()
    {
        _guest.Poll(_measurements);
        return _measurements.Count;
    }

    /// <summary>The same I²C transfer without a plugin.</summary>
    [Benchmark]
    public byte I2cWriteRead_Direct()
    {
        _bench.Board.GetI2cBus(1).WriteRead(new I2cAddress(0x77), [0x1d], _read);
        return _read[0];
    }
}
