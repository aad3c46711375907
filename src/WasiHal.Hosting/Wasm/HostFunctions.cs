using WasiHal.Hosting.Capabilities;

namespace WasiHal.Hosting.Wasm;

/// <summary>All functions that the host gives, in the order of the contract.</summary>
internal static class HostFunctions
{
    private static readonly Dictionary<string, Action<CallFrame>> Handlers = new()
    {
        ["i2c#transfer"] = I2cCapability.Transfer,
        ["spi#configure"] = SpiCapability.Configure,
        ["spi#transfer"] = SpiCapability.Transfer,
        ["uart#open"] = UartCapability.Open,
        ["uart#read"] = UartCapability.Read,
        ["uart#write"] = UartCapability.Write,
        ["gpio#configure"] = GpioCapability.Configure,
        ["gpio#read"] = GpioCapability.Read,
        ["gpio#write"] = GpioCapability.Write,
        ["gpio#wait-for-edge"] = GpioCapability.WaitForEdge,
        ["pwm#set"] = PwmCapability.Set,
        ["pwm#stop"] = PwmCapability.Stop,
        ["leds#count"] = LedsCapability.Count,
        ["leds#set"] = LedsCapability.Set,
        ["leds#set-range"] = LedsCapability.SetRange,
        ["leds#fill"] = LedsCapability.Fill,
        ["leds#clear"] = LedsCapability.Clear,
        ["leds#show"] = LedsCapability.Show,
        ["buzzer#beep"] = BuzzerCapability.Beep,
        ["relays#set"] = RelaysCapability.Set,
        ["relays#get"] = RelaysCapability.Get,
        ["climate#read-dht"] = ClimateCapability.ReadDht,
        ["system-info#cpu-temperature"] = SystemInfoCapability.CpuTemperature,
        ["system-info#cpu-use"] = SystemInfoCapability.CpuUse,
        ["system-info#memory-used"] = SystemInfoCapability.MemoryUsed,
        ["system-info#memory-total"] = SystemInfoCapability.MemoryTotal,
        ["system-info#uptime"] = SystemInfoCapability.Uptime,
        ["system-info#hostname"] = SystemInfoCapability.HostName,
        ["system-info#throttled"] = SystemInfoCapability.Throttled,
        ["settings#get"] = SettingsCapability.Get,
        ["storage#get"] = StorageCapability.Get,
        ["storage#put"] = StorageCapability.Put,
        ["storage#delete"] = StorageCapability.Delete,
        ["log#write"] = LogCapability.Write,
    };

    /// <summary>One for every function of the contract; the process does not start when one is missing or too many.</summary>
    public static HostFunction[] All { get; } = Bind();

    /// <summary>The short name of a function, such as <c>i2c#transfer</c>.</summary>
    public static string ShortName(HostFunctionSignature signature) =>
        $"{signature.Interface[(signature.Interface.IndexOf('/', StringComparison.Ordinal) + 1)..signature.Interface.IndexOf('@', StringComparison.Ordinal)]}#{signature.Name}";

    private static HostFunction[] Bind()
    {
        var all = HostContract.Functions.Select(signature => new HostFunction(signature, Handlers[ShortName(signature)])).ToArray();
        return all.Length == Handlers.Count
            ? all
            : throw new InvalidOperationException("A host function is not in the contract.");
    }
}
