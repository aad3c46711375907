using System.Runtime.InteropServices;
using System.Text;

namespace WasiHal.Hosting.Native;

/// <summary>
/// The functions of the C library that .NET has no way to: who owns a file without following a link, who this process is,
/// how long a thread has kept a core busy, and giving free memory back. Each tolerates a C library without the function.
/// Safe from any thread.
/// </summary>
internal static class LibC
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint TypeModeAndOwner = 0x1 | 0x2 | 0x8;

    /// <summary>Size of <c>struct statx</c>, the same on every architecture, and where its members lie in it.</summary>
    private const int StatxBytes = 256;
    private const int OwnerOffset = 20;
    private const int ModeOffset = 28;

    // CLOCK_THREAD_CPUTIME_ID of <time.h>: POSIX gives it a name, each system a number.
    private static readonly int ThreadClock = OperatingSystem.IsLinux() ? 3 : OperatingSystem.IsMacOS() ? 16 : -1;

    /// <summary>How long the calling thread has kept a core busy so far; null when the system does not tell.</summary>
    public static TimeSpan? ThreadTime => ThreadClock >= 0 && GetTime(ThreadClock, out var time) == 0
        ? new TimeSpan((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
        : null;

    /// <summary>Looks at a file, folder or link itself; a link is not followed.</summary>
    /// <returns>Its owner's number, and type and mode bits as in <c>st_mode</c>; null when that cannot be told.</returns>
    public static (uint Owner, int Mode)? TryStat(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var answer = new byte[StatxBytes];
        try
        {
            if (Statx(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), NoFollow, TypeModeAndOwner, answer) != 0)
            {
                return null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        return BitConverter.ToUInt32(answer, 0) is var told && (told & TypeModeAndOwner) == TypeModeAndOwner
            ? (BitConverter.ToUInt32(answer, OwnerOffset), BitConverter.ToUInt16(answer, ModeOffset))
            : null;
    }

    /// <summary>The user whose rights this process has. Linux only.</summary>
    public static uint EffectiveUser => GetEffectiveUser();

    /// <summary>Gives memory back to the kernel that native code has freed: the allocator of glibc keeps it otherwise.</summary>
    public static void TrimHeap()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library, such as musl: it gives back by itself.
        }
    }

    /// <summary>What the kernel says that the processor can do, as its bits for this architecture.</summary>
    /// <returns>Null where there is no such word: another system, or another C library.</returns>
    public static ulong? HardwareCapabilities()
    {
        const nuint HardwareCapabilitiesWord = 16;
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return GetAuxiliaryValue(HardwareCapabilitiesWord);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    // DllImport and not LibraryImport, whose generated code is unsafe; nothing here needs to be marshalled but arrays of bytes.
    [DllImport("libc", EntryPoint = "statx"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] answer);

    [DllImport("libc", EntryPoint = "clock_gettime"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Timespec time);

    [DllImport("libc", EntryPoint = "geteuid"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUser();

    [DllImport("libc", EntryPoint = "malloc_trim"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MallocTrim(nint keep);

    [DllImport("libc", EntryPoint = "getauxval"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nuint GetAuxiliaryValue(nuint type);

    // struct timespec of the 64-bit systems that the engine runs on.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
