using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace WasiHal.Cluster.Tests.Intake;

/// <summary>Lets commits fail as a disk would: before they count, or after.</summary>
internal sealed class FailingCommits
{
    private const int IoError = SQLitePCL.raw.SQLITE_IOERR;

    private readonly WalHook _hook;

    private FailingCommits() => _hook = (_, _, _, _) =>
    {
        Failed++;
        return IoError;
    };

    private delegate int WalHook(IntPtr argument, IntPtr database, IntPtr name, int pages);

    /// <summary>Commits that failed.</summary>
    public int Failed { get; private set; }

    /// <summary>Every commit of a connection fails and does not count.</summary>
    public static FailingCommits Before(SqliteConnection connection)
    {
        var failing = new FailingCommits();
        SQLitePCL.raw.sqlite3_commit_hook(
            connection.Handle!,
            _ =>
            {
                failing.Failed++;
                return 1;
            },
            null!);
        return failing;
    }

    /// <summary>Every commit of a connection is said to fail, and counts.</summary>
    public static FailingCommits After(SqliteConnection connection)
    {
        var failing = new FailingCommits();
        SetHook(connection.Handle!.DangerousGetHandle(), failing._hook, IntPtr.Zero);
        return failing;
    }

#pragma warning disable SYSLIB1054 // Generated marshalling needs unsafe code, which tests do not have.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_wal_hook")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern IntPtr SetHook(IntPtr database, WalHook hook, IntPtr argument);
#pragma warning restore SYSLIB1054
}
