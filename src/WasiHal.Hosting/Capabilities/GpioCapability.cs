using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/gpio.wit</c> over the guarded board.</summary>
internal static class GpioCapability
{
    public static void Configure(CallFrame call)
    {
        var pin = call.Plugin.Pin(call.ReadString());
        var mode = (GpioMode)call.ReadEnum(HostContract.GpioMode);
        call.Plugin.Board.Gpio.Configure(pin, mode);
        call.ReturnOk();
    }

    public static void Read(CallFrame call)
    {
        var pin = call.Plugin.Pin(call.ReadString());
        call.ReturnOk(call.Plugin.Board.Gpio.Read(pin));
    }

    public static void Write(CallFrame call)
    {
        var pin = call.Plugin.Pin(call.ReadString());
        var high = call.ReadBool();
        call.Plugin.Board.Gpio.Write(pin, high);
        call.ReturnOk();
    }

    public static void WaitForEdge(CallFrame call)
    {
        var pin = call.Plugin.Pin(call.ReadString());
        var edge = (GpioEdge)call.ReadEnum(HostContract.GpioEdge);
        var timeout = WaitTime.Checked(call.ReadU32(), call.Budget);
        call.ReturnOk(call.Plugin.Board.Gpio.WaitForEdge(pin, edge, timeout, call.Budget.Stopping));
    }
}
