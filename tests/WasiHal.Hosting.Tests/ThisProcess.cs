using System.Diagnostics;
using System.Globalization;

namespace WasiHal.Hosting.Tests;

/// <summary>What the process that runs the tests holds. Threads are told by Linux only.</summary>
internal static class ThisProcess
{
    private const string Tasks = "/proc/self/task";

    /// <summary>All threads.</summary>
    public static int Threads => Directory.EnumerateDirectories(Tasks).Count();

    /// <summary>Memory that is its own and was written to, in bytes, after what the collector can free is gone.</summary>
    public static long PrivateBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        if (!OperatingSystem.IsLinux())
        {
            using var process = Process.GetCurrentProcess();
            return process.PrivateMemorySize64;
        }

        return File.ReadLines("/proc/self/smaps_rollup")
            .Where(line => line.StartsWith("Private_Dirty:", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10);
    }

    /// <summary>Threads whose names begin so; a name has 15 characters at most.</summary>
    public static int ThreadsNamed(string prefix) => Directory.EnumerateDirectories(Tasks).Count(task => NameOf(task).StartsWith(prefix, StringComparison.Ordinal));

    private static string NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm"));
        }
        catch (IOException)
        {
            // The thread ended meanwhile.
            return "";
        }
    }
}
