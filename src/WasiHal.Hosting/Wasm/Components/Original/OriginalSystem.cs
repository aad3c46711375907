using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components.Original;

/// <summary>The original's <c>gpio-provider</c> and <c>system-info</c>: what is measured and known.</summary>
internal static class OriginalSystem
{
    public static void ReadDht22(OriginalCallFrame call)
    {
        var sample = call.Plugin.Board.Climate.ReadDht22(call.ReadU8());
        call.ReturnOk((float)sample.TemperatureCelsius, (float)sample.RelativeHumidityPercent);
    }

    public static void ReadBme680(OriginalCallFrame call) => throw new HardwareException(
        HardwareErrorKind.Other,
        $"read-bme680 is not supported: read the sensor through i2c.transfer, which needs i2c = [\"1:0x{call.ReadU8():x2}\"]");

    public static void GetTimestamp(OriginalCallFrame call) => call.ReturnValue(ComponentValue.U64((ulong)Math.Max(0, call.Now.ToUnixTimeMilliseconds())));

    public static void GetCpuTemperature(OriginalCallFrame call) => Return(call, "cpu-temp", call.Plugin.Board.SystemInfo.ReadCpuTemperatureCelsius());

    public static void GetCpuUsage(OriginalCallFrame call) => Return(call, "cpu-usage", call.Plugin.Board.SystemInfo.ReadCpuUsePercent());

    public static void GetMemoryUsage(OriginalCallFrame call)
    {
        var system = call.Plugin.Board.SystemInfo;
        call.ReturnValue(ComponentValue.Tuple([Megabytes("memory-used-mb", system.ReadMemoryUsedBytes()), Megabytes("memory-total-mb", system.ReadMemoryTotalBytes())]));

        ComponentValue Megabytes(string field, ulong? bytes) => ComponentValue.U32(OriginalField.ToMegabytes(Known(call, field, bytes)));
    }

    public static void GetUptime(OriginalCallFrame call) =>
        call.ReturnValue(ComponentValue.U64((ulong)Known(call, "uptime-seconds", call.Plugin.Board.SystemInfo.ReadUptime()).TotalSeconds));

    private static void Return(OriginalCallFrame call, string field, double? value) => call.ReturnValue(ComponentValue.F32((float)Known(call, field, value)));

    private static T Known<T>(OriginalCallFrame call, string field, T? value)
        where T : struct
    {
        if (value is null)
        {
            call.MakeUp(field);
        }

        return value.GetValueOrDefault();
    }
}
