using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/system-info.wit</c>: the machine itself; needs no grant.</summary>
internal static class SystemInfoCapability
{
    public static void CpuTemperature(CallFrame call) => call.ReturnOption(call.Plugin.Board.SystemInfo.ReadCpuTemperatureCelsius());

    public static void CpuUse(CallFrame call) => call.ReturnOption(call.Plugin.Board.SystemInfo.ReadCpuUsePercent());

    public static void MemoryUsed(CallFrame call) => call.ReturnOption(call.Plugin.Board.SystemInfo.ReadMemoryUsedBytes());

    public static void MemoryTotal(CallFrame call) => call.ReturnOption(call.Plugin.Board.SystemInfo.ReadMemoryTotalBytes());

    public static void Uptime(CallFrame call) => call.ReturnOption(call.Plugin.Board.SystemInfo.ReadUptime()?.TotalSeconds);

    public static void HostName(CallFrame call) => call.ReturnOption(call.Plugin.Board.SystemInfo.HostName);

    public static void Throttled(CallFrame call) => call.ReturnOption(call.Plugin.Board.SystemInfo.ReadThrottled());
}
