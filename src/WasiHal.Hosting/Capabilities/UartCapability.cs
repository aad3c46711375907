using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/uart.wit</c> over the guarded board.</summary>
internal static class UartCapability
{
    private const int LongestTransfer = 4096;

    public static void Open(CallFrame call)
    {
        var port = call.ReadString();
        var baud = call.ReadU32();
        if (baud is < 50 or > 4_000_000)
        {
            throw Invalid($"baud is {baud}, 50 to 4000000 is accepted");
        }

        call.Plugin.Board.GetUartPort(port).Open((int)baud);
        call.ReturnOk();
    }

    public static void Read(CallFrame call)
    {
        var port = call.ReadString();
        var maxLength = call.ReadU32();
        var timeout = WaitTime.Checked(call.ReadU32(), call.Budget);
        if (maxLength is 0 or > LongestTransfer)
        {
            throw Invalid($"max-len is {maxLength}, 1 to {LongestTransfer} is accepted");
        }

        var buffer = call.Scratch((int)maxLength);
        var count = call.Plugin.Board.GetUartPort(port).Read(buffer, timeout, call.Budget.Stopping);
        call.ReturnOk(buffer[..count]);
    }

    public static void Write(CallFrame call)
    {
        var port = call.ReadString();
        var data = call.ReadBytes();
        if (data.Length is 0 or > LongestTransfer)
        {
            throw Invalid($"data has {data.Length} bytes, 1 to {LongestTransfer} are accepted");
        }

        call.Plugin.Board.GetUartPort(port).Write(data);
        call.ReturnOk();
    }

    private static HardwareException Invalid(string message) => new(HardwareErrorKind.Invalid, message);
}
