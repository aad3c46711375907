using System.Diagnostics;
using System.Runtime.InteropServices;

namespace WasiHal.Hosting.Runtime;

/// <summary>Tells how long the calling thread has kept a core busy. Where the system does not tell, time itself passes for it.</summary>
internal static class ThreadClock
{
    // CLOCK_THREAD_CPUTIME_ID of <time.h>; POSIX gives it a name, each system a number.
    private static readonly int Clock = OperatingSystem.IsLinux() ? 3 : OperatingSystem.IsMacOS() ? 16 : -1;

    /// <summary>Core time of the calling thread so far.</summary>
    public static TimeSpan Now
    {
        get
        {
            if (Clock >= 0 && GetTime(Clock, out var time) == 0)
            {
                return new TimeSpan((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick));
            }

            return Stopwatch.GetElapsedTime(0);
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Timespec time);

    // struct timespec of the 64-bit systems that Wasmtime runs on.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
