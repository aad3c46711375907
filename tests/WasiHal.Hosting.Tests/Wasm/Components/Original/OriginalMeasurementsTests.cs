using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.Components.Original;
using Wasmtime.Components;

namespace WasiHal.Hosting.Tests.Wasm.Components.Original;

public sealed class OriginalMeasurementsTests
{
    [Theory]
    [InlineData("pi4-node-1:dht22-gpio4", "dht22-gpio4")]
    [InlineData("dht22-gpio4", "dht22-gpio4")]
    [InlineData("a:b:c d", "b-c-d")]
    [InlineData("-.Küche oben", "K-che-oben")]
    [InlineData("node:", "dht22")]
    [InlineData("", "dht22")]
    [InlineData(":::\n", "dht22")]
    public void SensorName_Id_IsMadeANameOfOurs(string id, string expected) => Assert.Equal(expected, OriginalMeasurements.SensorName(id, "dht22"));

    [Fact]
    public void SensorName_LongId_IsCut() => Assert.Equal(new string('a', 64), OriginalMeasurements.SensorName("node:" + new string('a', 1000), "dht22"));

    [Fact]
    public void Add_Bme680_HasOurUnits()
    {
        var measurements = Add(OriginalField.Bme680, Bme680(pressure: 1013.25f, gas: 52.7f));

        Assert.Equal(
            [
                new Measurement("here", "temperature", ReadingValue.FromNumber(21.3), "Cel"),
                new Measurement("here", "relative_humidity", ReadingValue.FromNumber(40.5), "%"),
                new Measurement("here", "pressure", ReadingValue.FromNumber(101325), "Pa"),
                new Measurement("here", "gas_resistance", ReadingValue.FromNumber(52700), "Ohm"),
                new Measurement("here", "air_quality_score", ReadingValue.FromNumber(42), "1"),
                new Measurement("here", "air_quality_accuracy", ReadingValue.FromNumber(3), "1"),
            ],
            measurements);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Add_ValueThatIsNotFinite_IsLeftOut(float value)
    {
        var measurements = Add(OriginalField.Bme680, Bme680(value, value));

        Assert.Equal(["temperature", "relative_humidity", "air_quality_score", "air_quality_accuracy"], measurements.Select(measurement => measurement.Quantity));
    }

    [Fact]
    public void Add_Monitor_HasOurUnits() => Assert.Equal(
        [
            new Measurement("here", "cpu_temperature", ReadingValue.FromNumber(48.2), "Cel"),
            new Measurement("here", "cpu_use", ReadingValue.FromNumber(12.5), "%"),
            new Measurement("here", "memory_used", ReadingValue.FromNumber(512d * 1_048_576), "By"),
            new Measurement("here", "memory_total", ReadingValue.FromNumber(3794d * 1_048_576), "By"),
            new Measurement("here", "uptime", ReadingValue.FromNumber(86_400), "s"),
            new Measurement("here", "fan", ReadingValue.FromFlag(true), ""),
        ],
        Add(OriginalField.Monitor, Monitor(48.2f, 86_400, isFanOn: true)));

    [Fact]
    public void Add_ZeroThatTheHostMadeUp_IsLeftOut()
    {
        string[] madeUp = ["cpu-temp", "uptime-seconds", "fan-on"];

        var known = Add(OriginalField.Monitor, Monitor(0, 0, isFanOn: false));
        var unknown = Add(OriginalField.Monitor, Monitor(0, 0, isFanOn: false), madeUp.Contains);
        var own = Add(OriginalField.Monitor, Monitor(40, 5, isFanOn: true), madeUp.Contains);

        Assert.Equal(6, known.Length);
        Assert.Equal(["cpu_use", "memory_used", "memory_total"], unknown.Select(measurement => measurement.Quantity));
        Assert.Equal(6, own.Length);
    }

    private static Measurement[] Add(OriginalField[] fields, ComponentValue record, Func<string, bool>? isMadeUp = null)
    {
        var buffer = new MeasurementBuffer(new PluginLimits(), "limits");
        OriginalMeasurements.Add(record, fields, "here", isMadeUp ?? (_ => false), buffer);
        return [.. buffer.Items];
    }

    private static ComponentValue Bme680(float pressure, float gas) => ComponentValue.Record(
    [
        new("sensor-id", ComponentValue.String("x")),
        new("temperature", ComponentValue.F32(21.3f)),
        new("humidity", ComponentValue.F32(40.5f)),
        new("pressure", ComponentValue.F32(pressure)),
        new("gas-resistance", ComponentValue.F32(gas)),
        new("iaq-score", ComponentValue.U16(42)),
        new("iaq-accuracy", ComponentValue.U8(3)),
        new("timestamp-ms", ComponentValue.U64(1)),
    ]);

    private static ComponentValue Monitor(float temperature, ulong uptime, bool isFanOn) => ComponentValue.Record(
    [
        new("cpu-temp", ComponentValue.F32(temperature)),
        new("cpu-usage", ComponentValue.F32(12.5f)),
        new("memory-used-mb", ComponentValue.U32(512)),
        new("memory-total-mb", ComponentValue.U32(3794)),
        new("uptime-seconds", ComponentValue.U64(uptime)),
        new("timestamp-ms", ComponentValue.U64(1)),
        new("fan-on", ComponentValue.Bool(isFanOn)),
    ]);
}
