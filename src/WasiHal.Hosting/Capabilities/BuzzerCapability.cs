using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/buzzer.wit</c> over the guarded board.</summary>
internal static class BuzzerCapability
{
    public static void Beep(CallFrame call)
    {
        var count = call.ReadU8();
        var on = call.ReadU32();
        var off = call.ReadU32();
        call.Plugin.Board.Buzzer.Beep(count, TimeSpan.FromMilliseconds(on), TimeSpan.FromMilliseconds(off));
        call.ReturnOk();
    }
}
