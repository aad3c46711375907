using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/relays.wit</c> over the guarded board.</summary>
internal static class RelaysCapability
{
    public static void Set(CallFrame call)
    {
        var name = call.ReadString();
        var on = call.ReadBool();
        call.Plugin.Board.Relays.Set(name, on);
        call.ReturnOk();
    }

    public static void Get(CallFrame call) => call.ReturnOk(call.Plugin.Board.Relays.Get(call.ReadString()));
}
