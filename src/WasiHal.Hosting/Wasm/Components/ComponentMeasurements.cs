using System.Text;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>Reads a measurement out of component values.</summary>
internal static class ComponentMeasurements
{
    /// <summary>Longest name or unit that is looked at; <see cref="MeasurementBuffer"/> accepts shorter ones only.</summary>
    public const int LongestName = 256;

    /// <summary>Adds one measurement.</summary>
    /// <param name="item">The record.</param>
    /// <param name="measurements">Takes it.</param>
    /// <exception cref="PluginFailedException">It is not acceptable.</exception>
    public static void Add(ComponentValue item, MeasurementBuffer measurements)
    {
        var sensor = Name(item.Field("sensor"));
        var quantity = Name(item.Field("quantity"));
        var unit = Name(item.Field("unit"));
        var value = item.Field("value");
        switch (value.AsVariant())
        {
            case "number":
                measurements.AddNumber(sensor, quantity, value.Payload!.AsF64(), unit);
                break;
            case "flag":
                measurements.Add(sensor, quantity, ReadingValue.FromFlag(value.Payload!.AsBool()), unit);
                break;
            case "text":
                var text = value.Payload!.AsString();
                measurements.ExpectText((uint)Encoding.UTF8.GetByteCount(text));
                measurements.Add(sensor, quantity, ReadingValue.FromText(text), unit);
                break;
            case var other:
                throw new GuestLostException($"case {PluginLog.Escape(other)} of the variant value");
        }
    }

    private static string Name(ComponentValue value)
    {
        var name = value.AsString();
        return name.Length <= LongestName
            ? name
            : throw new PluginFailedException($"a name or unit of {Encoding.UTF8.GetByteCount(name)} bytes; at most 64 characters are accepted");
    }
}
