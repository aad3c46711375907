using System.Diagnostics;

namespace WasiHal.Hosting.Tests.Wasm.MachineCode;

/// <summary>A file system of 1 MiB in memory, over a folder, until it is disposed. Needs root; without, the test is skipped by name.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    public static SmallDisk Mount(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root mounts a small disk");
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "wasihal-test", folder), "this root may not mount");
        return new SmallDisk(folder);
    }

    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", _folder));

    public void Dispose() => Run("umount", _folder);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
