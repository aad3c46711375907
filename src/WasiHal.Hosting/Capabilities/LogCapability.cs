using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/log.wit</c>: the plugin's voice; needs no grant.</summary>
internal static class LogCapability
{
    public static void Write(CallFrame call)
    {
        // The cases of the WIT enum have the order of LogLevel.
        var level = (LogLevel)call.ReadEnum(HostContract.LogLevel);
        call.Plugin.Log.Write(level, call.ReadString());
    }
}
