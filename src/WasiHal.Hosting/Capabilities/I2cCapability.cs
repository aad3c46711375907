using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/i2c.wit</c> over the guarded board.</summary>
internal static class I2cCapability
{
    private const int LongestTransfer = 4096;

    public static void Transfer(CallFrame call)
    {
        var bus = call.ReadU8();
        var address = call.ReadU8();
        var write = call.ReadBytes();
        var readLength = call.ReadU32();
        call.ReturnOk(Transfer(call, bus, address, write, readLength));
    }

    /// <summary>One transaction with arguments that nobody has checked.</summary>
    /// <returns>What was read, valid until the call ends.</returns>
    public static ReadOnlySpan<byte> Transfer(CallFrame call, byte bus, byte address, ReadOnlySpan<byte> write, uint readLength)
    {
        if (address is < I2cAddress.Lowest or > I2cAddress.Highest)
        {
            var hint = address > I2cAddress.Highest ? $"; an 8-bit form? Its 7-bit address is 0x{address >> 1:x2}" : "";
            throw Invalid($"address 0x{address:x2} is not between 0x08 and 0x77{hint}");
        }

        if (write.Length > LongestTransfer)
        {
            throw Invalid($"write has {write.Length} bytes, at most {LongestTransfer} are accepted");
        }

        if (readLength > LongestTransfer)
        {
            throw Invalid($"read-len is {readLength}, at most {LongestTransfer} is accepted");
        }

        var read = call.Scratch((int)readLength);
        call.Plugin.Board.GetI2cBus(bus).WriteRead(new I2cAddress(address), write, read);
        return read;
    }

    private static HardwareException Invalid(string message) => new(HardwareErrorKind.Invalid, message);
}
