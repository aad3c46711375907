using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>Reads a measurement out of component values.</summary>
internal static class ComponentMeasurements
{
    /// <summary>Adds one measurement.</summary>
    /// <param name="item">The record.</param>
    /// <param name="measurements">Takes it.</param>
    /// <exception cref="PluginFailedException">It is not acceptable.</exception>
    public static void Add(ComponentValue item, MeasurementBuffer measurements)
    {
        var sensor = item.Field("sensor").AsString();
        var quantity = item.Field("quantity").AsString();
        var unit = item.Field("unit").AsString();
        var value = item.Field("value");
        switch (value.AsVariant())
        {
            case "number":
                measurements.AddNumber(sensor, quantity, value.Payload!.AsF64(), unit);
                break;
            case "flag":
                measurements.Add(sensor, quantity, ReadingValue.FromFlag(value.Payload!.AsBool()), unit);
                break;
            default:
                var text = value.Payload!.AsString();
                measurements.ExpectText((uint)text.Length);
                measurements.Add(sensor, quantity, ReadingValue.FromText(text), unit);
                break;
        }
    }
}
