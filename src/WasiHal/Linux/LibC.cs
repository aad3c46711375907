using System.Runtime.InteropServices;

namespace WasiHal.Linux;

/// <summary>The file calls of the C library that a character device needs and .NET has no way to.</summary>
internal static class LibC
{
    /// <summary>Opens for reading and writing, closed in a child process: <c>O_RDWR | O_CLOEXEC</c> of <c>fcntl.h</c>.</summary>
    public const int ReadWrite = 0x2 | 0x80000;

    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Close(int descriptor);

    /// <summary>The argument is the kernel's structure, byte by byte.</summary>
    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Control(int descriptor, nuint request, byte[] argument);

    /// <summary>For the requests whose argument is a number.</summary>
    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Control(int descriptor, nuint request, nint argument);
}
