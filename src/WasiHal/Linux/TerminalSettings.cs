using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WasiHal.Linux;

/// <summary><c>struct termios2</c> of the kernel, the same on x64 and Arm64. Its rate is a plain number, so any rate can be asked for.</summary>
internal sealed class TerminalSettings
{
    private const nuint Get = 0x802c542a;
    private const nuint Set = 0x402c542b;

    private const int Bytes = 44;
    private const int InputFlags = 0;
    private const int OutputFlags = 4;
    private const int ControlFlags = 8;
    private const int LocalFlags = 12;
    private const int Time = 17 + 5;
    private const int Minimum = 17 + 6;
    private const int InputRate = 36;
    private const int OutputRate = 40;

    /// <summary><c>IGNBRK</c>: a line that hangs low is no stream of zeros.</summary>
    private const uint IgnoreBreak = 0x1;

    /// <summary>
    /// <c>CS8 | CREAD | CLOCAL | BOTHER</c>, and so no parity, one stop bit and no handshake. Without <c>HUPCL</c>, because with it
    /// the kernel drops DTR and RTS when the port is closed, which resets a board that is wired to them.
    /// </summary>
    private const uint EightBits = 0x30 | 0x80 | 0x800 | 0x1000;

    private readonly byte[] _bytes = new byte[Bytes];

    public int Baud => (int)BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(OutputRate));

    /// <summary>The settings of an open terminal.</summary>
    /// <returns>Null with <paramref name="error"/> set, when it is no terminal.</returns>
    public static TerminalSettings? Of(DeviceHandle terminal, out int error)
    {
        var settings = new TerminalSettings();
        error = LibC.Control(terminal, Get, settings._bytes) < 0 ? Marshal.GetLastPInvokeError() : 0;
        return error == 0 ? settings : null;
    }

    /// <summary>8 data bits, no parity, one stop bit, no handshake, every byte as it is.</summary>
    public static TerminalSettings Raw(int baud)
    {
        var settings = new TerminalSettings();
        settings.Put(InputFlags, IgnoreBreak);
        settings.Put(OutputFlags, 0);
        settings.Put(ControlFlags, EightBits);
        settings.Put(LocalFlags, 0);
        settings.Put(InputRate, (uint)baud);
        settings.Put(OutputRate, (uint)baud);

        // A read of nothing is then "try again", and no byte at all means that the port is gone.
        settings._bytes[Minimum] = 1;
        settings._bytes[Time] = 0;
        return settings;
    }

    /// <summary>At once, with what has arrived or is on its way out left as it is.</summary>
    /// <returns>The error number, 0 when done.</returns>
    public int Apply(DeviceHandle terminal) => LibC.Control(terminal, Set, _bytes) < 0 ? Marshal.GetLastPInvokeError() : 0;

    private void Put(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(at), value);
}
