using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace WasiHal.Linux.Tests.Uart;

/// <summary>A serial port without hardware: the kernel's own terminal driver, of which the test is the other end.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const int ReadWriteNoTerminal = 0x2 | 0x100 | 0x80000;
    private const nuint GetSettings = 0x802c542a;

    private readonly DeviceHandle _master;

    public PseudoTerminal()
    {
        _master = new(OpenMaster(ReadWriteNoTerminal));
        var name = new byte[64];
        if (_master.IsInvalid || Grant(_master) != 0 || UnlockTerminal(_master) != 0 || Name(_master, name, name.Length) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        Device = Encoding.ASCII.GetString(name).TrimEnd('\0');
    }

    /// <summary>The file of the port.</summary>
    public string Device { get; }

    /// <summary><c>struct termios2</c> of the port.</summary>
    public byte[] Settings
    {
        get
        {
            var bytes = new byte[44];
            Assert.Equal(0, LibC.Control(_master, GetSettings, bytes));
            return bytes;
        }
    }

    public int Baud => BitConverter.ToInt32(Settings, 40);

    public void Feed(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var count = LibC.Write(_master, in MemoryMarshal.GetReference(data), data.Length);
            Assert.True(count > 0, Marshal.GetLastPInvokeErrorMessage());
            data = data[(int)count..];
        }
    }

    /// <summary>Waits for bytes that the port sends.</summary>
    public byte[] Take()
    {
        var buffer = new byte[4096];
        var count = LibC.Read(_master, ref buffer[0], buffer.Length);
        Assert.True(count > 0, Marshal.GetLastPInvokeErrorMessage());
        return buffer[..(int)count];
    }

    /// <summary>Hangs up: for the port it is as if its adapter were pulled.</summary>
    public void Dispose() => _master.Dispose();

    [DllImport("libc", EntryPoint = "posix_openpt", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenMaster(int flags);

    [DllImport("libc", EntryPoint = "grantpt", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Grant(SafeHandle master);

    [DllImport("libc", EntryPoint = "unlockpt", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int UnlockTerminal(SafeHandle master);

    [DllImport("libc", EntryPoint = "ptsname_r", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Name(SafeHandle master, byte[] name, nint length);
}
