using System.Globalization;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components.Original;

/// <summary>Makes measurements of the original's records. Their times are not read: time is the host's.</summary>
internal static class OriginalMeasurements
{
    /// <summary>What a monitor's record is called, which names no sensor.</summary>
    public const string MonitorSensor = "board";

    private const int LongestName = 64;

    /// <summary>Adds the fields of one record; one that is not finite, or not known, is left out.</summary>
    /// <param name="record">The record.</param>
    /// <param name="fields">What it has.</param>
    /// <param name="sensor">The sensor.</param>
    /// <param name="isMadeUp">Whether a field's 0 may be one that stands for a value that nobody knows.</param>
    /// <param name="measurements">Takes them.</param>
    public static void Add(ComponentValue record, OriginalField[] fields, string sensor, Func<string, bool> isMadeUp, MeasurementBuffer measurements)
    {
        foreach (var field in fields)
        {
            var value = record.Field(field.Name);
            if (value.Kind == ComponentValueKind.Bool)
            {
                if (value.AsBool() || !isMadeUp(field.Name))
                {
                    measurements.Add(sensor, field.Quantity, ReadingValue.FromFlag(value.AsBool()), field.Unit);
                }
            }
            else if (ToNumber(value) is var number && double.IsFinite(number) && (number != 0 || !isMadeUp(field.Name)))
            {
                measurements.AddNumber(sensor, field.Quantity, number * field.Factor, field.Unit);
            }
        }
    }

    /// <summary>The sensor that an id of the original names, which may have a node in front: <c>pi4-node-1:dht22-gpio4</c>.</summary>
    /// <param name="sensorId">The id.</param>
    /// <param name="otherwise">What to call it when nothing of the id can stand in a name.</param>
    public static string SensorName(string sensorId, string otherwise)
    {
        var from = sensorId.IndexOf(':', StringComparison.Ordinal) + 1;
        var name = string.Concat(sensorId.Skip(from).Take(LongestName).Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' ? character : '-'));
        name = name.Trim('.', '_', '-');
        return name.Length > 0 ? name : otherwise;
    }

    // The shortest decimal that means the same number: 21.3, not 21.299999237060547.
    private static double ToNumber(ComponentValue value) => value.Kind switch
    {
        ComponentValueKind.F32 => double.Parse(value.AsF32().ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        ComponentValueKind.U8 => value.AsU8(),
        ComponentValueKind.U16 => value.AsU16(),
        ComponentValueKind.U32 => value.AsU32(),
        ComponentValueKind.U64 => value.AsU64(),
        var other => throw new GuestLostException($"a field of kind {other} where the contract has a number"),
    };
}
