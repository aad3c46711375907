using System.Runtime.InteropServices;

namespace WasiHal.Linux;

/// <summary>The file calls of the C library that a character device needs and .NET has no way to.</summary>
internal static class LibC
{
    /// <summary>Opens for reading and writing, closed in a child process: <c>O_RDWR | O_CLOEXEC</c> of <c>fcntl.h</c>.</summary>
    public const int ReadWrite = 0x2 | 0x80000;

    /// <summary>Never waits, closed in a child process: <c>EFD_NONBLOCK | EFD_CLOEXEC</c> of <c>sys/eventfd.h</c>.</summary>
    public const int EventNeverWaits = 0x800 | 0x80000;

    /// <summary>Size of <c>struct pollfd</c>: descriptor (4 bytes), what is waited for (2), what has come (2).</summary>
    public const int PollBytes = 8;

    /// <summary>Something can be read: <c>POLLIN</c>.</summary>
    public const short PollReadable = 0x1;

    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Close(int descriptor);

    /// <summary>The argument is the kernel's structure, byte by byte.</summary>
    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Control(KernelHandle descriptor, nuint request, byte[] argument);

    /// <summary>For the requests whose argument is a number.</summary>
    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Control(KernelHandle descriptor, nuint request, nint argument);

    /// <summary>Waits for any of the descriptors; the answers come into the same structures. Milliseconds, -1 for ever.</summary>
    [DllImport("libc", EntryPoint = "poll", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Poll(byte[] descriptors, nuint count, int timeout);

    [DllImport("libc", EntryPoint = "read", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint Read(KernelHandle descriptor, byte[] buffer, nint count);

    [DllImport("libc", EntryPoint = "write", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint Write(KernelHandle descriptor, byte[] buffer, nint count);

    /// <summary>A descriptor that is readable from the moment somebody writes to it: wakes a thread that polls.</summary>
    [DllImport("libc", EntryPoint = "eventfd", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int CreateEvent(uint count, int flags);
}
