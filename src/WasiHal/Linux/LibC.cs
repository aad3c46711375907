using System.Runtime.InteropServices;

namespace WasiHal.Linux;

/// <summary>The file calls of the C library that a character device needs and .NET has no way to.</summary>
internal static class LibC
{
    /// <summary>Opens for reading and writing, closed in a child process: <c>O_RDWR | O_CLOEXEC</c> of <c>fcntl.h</c>.</summary>
    public const int ReadWrite = 0x2 | 0x80000;

    /// <summary>Never waits, closed in a child process: <c>EFD_NONBLOCK | EFD_CLOEXEC</c> of <c>sys/eventfd.h</c>.</summary>
    public const int EventNeverWaits = 0x800 | 0x80000;

    /// <summary>Never waits and never becomes the process's terminal: <c>O_NONBLOCK | O_NOCTTY</c>.</summary>
    public const int NotWaiting = 0x800 | 0x100;

    /// <summary>Something to read: <c>POLLIN</c>.</summary>
    public const short Readable = 0x1;

    /// <summary>Room to write: <c>POLLOUT</c>.</summary>
    public const short Writable = 0x4;

    /// <summary>The other end is gone, or the file is: <c>POLLERR | POLLHUP | POLLNVAL</c>.</summary>
    public const short Broken = 0x8 | 0x10 | 0x20;

    /// <summary>Waits for nobody; <c>LOCK_EX | LOCK_NB</c> of <c>flock</c>.</summary>
    public const int LockExclusive = 2 | 4;

    /// <summary><c>LOCK_UN</c>.</summary>
    public const int Unlock = 8;

    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Close(int descriptor);

    /// <summary>The argument is the kernel's structure, byte by byte.</summary>
    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Control(SafeHandle file, nuint request, byte[] argument);

    /// <summary>For the few requests whose argument is a number, or none.</summary>
    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Control(SafeHandle file, nuint request, nint argument);

    [DllImport("libc", EntryPoint = "read", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint Read(SafeHandle file, ref byte buffer, nint count);

    [DllImport("libc", EntryPoint = "write", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint Write(SafeHandle file, ref readonly byte buffer, nint count);

    /// <summary>Waits for any of the files; -1 for ever.</summary>
    [DllImport("libc", EntryPoint = "poll", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Poll([In, Out] Polled[] files, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Lock(SafeHandle file, int operation);

    /// <summary>A descriptor that is readable from the moment somebody writes to it: wakes a thread that polls.</summary>
    [DllImport("libc", EntryPoint = "eventfd", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int CreateEvent(uint count, int flags);

    /// <summary><c>struct pollfd</c>. A negative descriptor is passed over.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Polled
    {
        public int Descriptor;
        public short Asked;
        public short Answered;
    }
}
