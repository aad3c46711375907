using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/spi.wit</c> over the guarded board.</summary>
internal static class SpiCapability
{
    private const int LongestTransfer = 4096;
    private const uint FastestClockHz = 125_000_000;

    public static void Configure(CallFrame call)
    {
        var bus = call.ReadU8();
        var chipSelect = call.ReadU8();
        var clockHz = call.ReadU32();
        var mode = call.ReadU8();
        if (clockHz is 0 or > FastestClockHz)
        {
            throw Invalid($"clock-hz is {clockHz}, 1 to {FastestClockHz} is accepted");
        }

        if (mode > 3)
        {
            throw Invalid($"mode is {mode}, 0 to 3 is accepted");
        }

        // Asking for the device refuses what is not granted now, and not only at the first transfer.
        _ = call.Plugin.Board.GetSpiDevice(bus, chipSelect);
        call.Plugin.SpiSettings[(bus, chipSelect)] = new SpiSettings((int)clockHz, mode);
        call.ReturnOk();
    }

    public static void Transfer(CallFrame call)
    {
        var bus = call.ReadU8();
        var chipSelect = call.ReadU8();
        call.ReturnOk(Transfer(call, bus, chipSelect, call.ReadBytes()));
    }

    /// <summary>One transfer with arguments that nobody has checked.</summary>
    /// <returns>What was clocked in, valid until the call ends.</returns>
    public static ReadOnlySpan<byte> Transfer(CallFrame call, byte bus, byte chipSelect, ReadOnlySpan<byte> data)
    {
        if (data.Length is 0 or > LongestTransfer)
        {
            throw Invalid($"data has {data.Length} bytes, 1 to {LongestTransfer} are accepted");
        }

        var settings = call.Plugin.SpiSettings.GetValueOrDefault((bus, chipSelect), SpiSettings.Default);
        var read = call.Scratch(data.Length);
        call.Plugin.Board.GetSpiDevice(bus, chipSelect).Transfer(settings, data, read);
        return read;
    }

    private static HardwareException Invalid(string message) => new(HardwareErrorKind.Invalid, message);
}
