using System.Text;
using Microsoft.Win32.SafeHandles;
using WasiHal.Cluster.Http;

namespace Samples;

/// <summary>
/// Whether the system lets a node open as many files as it needs. A runtime without files ends in the middle of something, so there must be
/// enough for all connections. It is asked before all else and with as little as possible: what the runtime itself says names one of its parts.
/// </summary>
internal static class OpenFiles
{
    /// <summary>240 for its own libraries and databases, 256 connections, and as many again as plugins and whoever is being refused take.</summary>
    public const int Least = 640;

    /// <summary>Tells on the error output when it does not.</summary>
    /// <returns>Whether it does.</returns>
    public static bool AreEnough()
    {
        if (OpenFileLimit.Read() is not { } allowed || allowed >= Least)
        {
            return true;
        }

        // The console would be the first part that is not found.
        using var error = new FileStream(new SafeFileHandle(2, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        error.Write(Encoding.UTF8.GetBytes($"The system lets this program open {allowed} files, and a node needs {Least}: ulimit -n, prlimit --nofile or LimitNOFILE= of its unit set the number.\n"));
        return false;
    }
}
