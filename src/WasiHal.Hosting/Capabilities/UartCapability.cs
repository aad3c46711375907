using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/uart.wit</c> over the guarded board.</summary>
internal static class UartCapability
{
    private const int LongestTransfer = 4096;

    public static void Open(CallFrame call)
    {
        var port = call.ReadString();
        Open(call, port, call.ReadU32());
        call.ReturnOk();
    }

    public static void Read(CallFrame call)
    {
        var port = call.ReadString();
        var maxLength = call.ReadU32();
        call.ReturnOk(Read(call, port, maxLength, call.ReadU32()));
    }

    public static void Write(CallFrame call)
    {
        var port = call.ReadString();
        Write(call, port, call.ReadBytes());
        call.ReturnOk();
    }

    /// <summary>Opens a port with arguments that nobody has checked.</summary>
    public static void Open(CallFrame call, string port, uint baud)
    {
        if (baud is < 50 or > 4_000_000)
        {
            throw Invalid($"baud is {baud}, 50 to 4000000 is accepted");
        }

        call.Plugin.Board.GetUartPort(port).Open((int)baud);
    }

    /// <summary>Reads with arguments that nobody has checked.</summary>
    /// <returns>What was read, valid until the call ends.</returns>
    public static ReadOnlySpan<byte> Read(CallFrame call, string port, uint maxLength, uint timeoutMilliseconds)
    {
        var timeout = WaitTime.Checked(timeoutMilliseconds, call.Budget);
        if (maxLength is 0 or > LongestTransfer)
        {
            throw Invalid($"max-len is {maxLength}, 1 to {LongestTransfer} is accepted");
        }

        var buffer = call.Scratch((int)maxLength);
        var count = call.Plugin.Board.GetUartPort(port).Read(buffer, timeout, call.Budget.Stopping);
        return buffer[..count];
    }

    /// <summary>Writes data that nobody has checked.</summary>
    public static void Write(CallFrame call, string port, ReadOnlySpan<byte> data)
    {
        if (data.Length is 0 or > LongestTransfer)
        {
            throw Invalid($"data has {data.Length} bytes, 1 to {LongestTransfer} are accepted");
        }

        call.Plugin.Board.GetUartPort(port).Write(data);
    }

    private static HardwareException Invalid(string message) => new(HardwareErrorKind.Invalid, message);
}
