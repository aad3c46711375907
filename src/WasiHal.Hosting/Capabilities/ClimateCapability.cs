using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/climate.wit</c> over the guarded board.</summary>
internal static class ClimateCapability
{
    public static void ReadDht(CallFrame call)
    {
        var pin = call.Plugin.Pin(call.ReadString());
        var sample = call.Plugin.Board.Climate.ReadDht22(pin);
        call.ReturnOk((float)sample.TemperatureCelsius, (float)sample.RelativeHumidityPercent);
    }
}
