namespace WasiHal.Hosting.Wasm.Components.Original;

/// <summary>All functions that the host gives to plugins of the original, over the same guarded board as any plugin's.</summary>
internal static class OriginalFunctions
{
    private static readonly Dictionary<string, Action<OriginalCallFrame>> Handlers = new()
    {
        ["gpio-provider#read-dht22"] = OriginalSystem.ReadDht22,
        ["gpio-provider#get-timestamp-ms"] = OriginalSystem.GetTimestamp,
        ["gpio-provider#get-cpu-temp"] = OriginalSystem.GetCpuTemperature,
        ["gpio-provider#read-bme680"] = OriginalSystem.ReadBme680,
        ["led-controller#set-led"] = OriginalOutputs.SetLed,
        ["led-controller#set-all"] = OriginalOutputs.SetAll,
        ["led-controller#set-two"] = OriginalOutputs.SetTwo,
        ["led-controller#clear"] = OriginalOutputs.Clear,
        ["led-controller#sync-leds"] = OriginalOutputs.SyncLeds,
        ["buzzer-controller#buzz"] = OriginalOutputs.Buzz,
        ["buzzer-controller#beep"] = OriginalOutputs.Beep,
        ["fan-controller#set-fan"] = OriginalOutputs.SetFan,
        ["fan-controller#get-fan-state"] = OriginalOutputs.GetFanState,
        ["system-info#get-memory-usage"] = OriginalSystem.GetMemoryUsage,
        ["system-info#get-cpu-usage"] = OriginalSystem.GetCpuUsage,
        ["system-info#get-uptime"] = OriginalSystem.GetUptime,
        ["i2c#transfer"] = OriginalBuses.TransferI2c,
        ["spi#transfer"] = OriginalBuses.TransferSpi,
        ["uart#read"] = OriginalBuses.ReadUart,
        ["uart#write"] = OriginalBuses.WriteUart,
    };

    private static readonly Dictionary<string, WitType> Types = new()
    {
        ["u8"] = WitType.U8,
        ["u32"] = WitType.U32,
        ["bool"] = WitType.Bool,
        ["string"] = WitType.String,
        ["list<u8>"] = WitType.Bytes,
    };

    /// <summary>One for every function of the contract.</summary>
    public static IReadOnlyList<OfferedFunction> All { get; } =
    [
        .. OriginalContract.Imports.SelectMany(pair => pair.Value.Select(function => Offer(pair.Key, function.Key, function.Value))),
    ];

    private static OfferedFunction Offer(string @interface, string name, string type)
    {
        var handler = Handlers[$"{@interface}#{name}"];
        return new OfferedFunction(
            WitContract.Original.FullName(@interface),
            name,
            [.. type[1..type.IndexOf(')', StringComparison.Ordinal)].Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(parameter => Types[parameter])],
            HasResult: type.Contains(" -> ", StringComparison.Ordinal),
            CanFail: type.Contains(" -> result<", StringComparison.Ordinal),
            frame => handler((OriginalCallFrame)frame));
    }
}
