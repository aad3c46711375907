using System.Globalization;
using WasiHal.Hosting.Capabilities;
using WasiHal.Hosting.Policy;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components.Original;

/// <summary>
/// The original's <c>i2c</c>, <c>spi</c> and <c>uart</c>, which name no bus: I²C bus 1, bytes as hexadecimal text; SPI bus 0
/// with chip select 0; the serial port that the setting <c>port</c> names, else the first that the node has.
/// </summary>
internal static class OriginalBuses
{
    private const byte I2cBus = 1;
    private const uint DefaultBaud = 9600;

    public static void TransferI2c(OriginalCallFrame call)
    {
        var address = call.ReadU8();
        var write = ReadHex(call.ReadString());
        var read = I2cCapability.Transfer(call, I2cBus, address, write, call.ReadU32());
        call.ReturnOk(ComponentValue.String(Convert.ToHexStringLower(read)));
    }

    public static void TransferSpi(OriginalCallFrame call) => call.ReturnOk(SpiCapability.Transfer(call, bus: 0, chipSelect: 0, call.ReadBytes()));

    public static void ReadUart(OriginalCallFrame call) =>
        call.ReturnOk(UartCapability.Read(call, OpenPort(call), call.ReadU32(), timeoutMilliseconds: 0));

    public static void WriteUart(OriginalCallFrame call)
    {
        var data = call.ReadBytes();
        UartCapability.Write(call, OpenPort(call), data);
        call.ReturnOk(ComponentValue.U32((uint)data.Length));
    }

    private static byte[] ReadHex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw new HardwareException(HardwareErrorKind.Invalid, $"write-data is \"{PlainText.Short(text)}\", hexadecimal text of two digits a byte is accepted");
        }
    }

    private static string OpenPort(OriginalCallFrame call)
    {
        var port = Port(call);
        if (!call.IsPortOpen)
        {
            UartCapability.Open(call, port, Baud(call));
            call.IsPortOpen = true;
        }

        return port;
    }

    private static string Port(OriginalCallFrame call) =>
        call.Plugin.Settings.GetValueOrDefault("port")
        ?? (call.Plugin.Board.ListParts().UartPorts is [var first, ..]
            ? first
            : throw new HardwareException(HardwareErrorKind.NotPresent, "There is no serial port: name one in [uart.NAME]."));

    private static uint Baud(OriginalCallFrame call) => call.Plugin.Settings.GetValueOrDefault("baud") is not { } text
        ? DefaultBaud
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var baud)
            ? baud
            : throw new HardwareException(HardwareErrorKind.Invalid, $"the setting baud is \"{PlainText.Short(text)}\", 50 to 4000000 is accepted");
}
