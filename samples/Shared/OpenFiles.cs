using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Samples;

/// <summary>
/// Whether the system lets a node open as many files as it needs. A runtime without files ends in the middle of something, so there must be
/// enough for all connections. It is asked before all else and with as little as possible: what the runtime itself says names one of its parts.
/// </summary>
internal static class OpenFiles
{
    /// <summary>240 for its own libraries and databases, 256 connections, and as many again as plugins and whoever is being refused take.</summary>
    public const int Least = 640;

    private const string Limits = "/proc/self/limits";

    /// <summary>Tells on the error output when it does not.</summary>
    /// <returns>Whether it does.</returns>
    public static bool AreEnough()
    {
        if (Allowed() is not { } allowed || allowed >= Least)
        {
            return true;
        }

        // The console would be the first part that is not found.
        using var error = new FileStream(new SafeFileHandle(2, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        error.Write(Encoding.UTF8.GetBytes($"The system lets this program open {allowed} files, and a node needs {Least}: ulimit -n, prlimit --nofile or LimitNOFILE= of its unit set the number.\n"));
        return false;
    }

    private static int? Allowed()
    {
        try
        {
            foreach (var line in File.Exists(Limits) ? File.ReadAllText(Limits).Split('\n') : [])
            {
                if (line.StartsWith("Max open files", StringComparison.Ordinal))
                {
                    // More than a whole number is more than enough.
                    return int.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], out var allowed) ? allowed : null;
                }
            }
        }
        catch (IOException)
        {
            // Not even this one.
            return 0;
        }

        return null;
    }
}
