using System.Diagnostics;
using WasiHal.Cluster.Tests.Crash;
using WasiHal.Tests.Shared;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>An outbox on disks that fill up, that fail, and that lose their power.</summary>
public sealed class OutboxDiskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasihal-outbox-disk-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task PowerCut_Anywhere_KeepsWhatWasTakenUntilItIsConfirmed()
    {
        var calls = await RecordedRun.RecordAsync(OutboxProgram.Mode, _folder, "40", Cancelled);

        var (faults, looked) = PowerCuts.Cut(calls, _folder, 20261126, OutboxProgram.Look);

        Assert.True(looked >= Math.Min(PowerCuts.Images, 100), $"only {looked} images");
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(10)));
    }

    [Theory]
    [InlineData("fsync", "EIO")]
    [InlineData("pwrite64", "EIO")]
    [InlineData("pwrite64", "ENOSPC")]
    public async Task Disk_AnyCallFails_LosesNothingAndDoublesNothing(string call, string error)
    {
        var faults = new List<string>();
        for (var (nth, isMet) = (1, true); isMet; nth++)
        {
            var folder = Directory.CreateTempSubdirectory("wasihal-outbox-fault-").FullName;
            try
            {
                (var exitCode, var told, isMet, _) = await RecordedRun.InjectAsync(call, error, nth, OutboxProgram.Mode, folder, "6", Cancelled);
                var fault = exitCode == 0 ? OutboxProgram.Look(folder, told) : $"the program ended with {exitCode}: {string.Join('\n', told)}";
                if (fault is not null || told.Count(line => line.StartsWith("taken ", StringComparison.Ordinal)) != 6)
                {
                    faults.Add($"{call} {nth} {error}: {fault ?? string.Join(", ", told)}");
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Disk_FullAndFreed_DropsCountedDeletesAndRecovers()
    {
        var unshare = Requirement.Tool("unshare");
        using (var trial = Process.Start(new ProcessStartInfo(unshare, ["-rm", "mount", "-t", "tmpfs", "none", _folder]) { RedirectStandardError = true })!)
        {
            await trial.WaitForExitAsync(Cancelled);
            if (trial.ExitCode != 0)
            {
                Requirement.Missing("A file system cannot be mounted in a namespace of one's own");
            }
        }

        var program = Path.Combine(AppContext.BaseDirectory, "WasiHal.Cluster.Tests.dll");
        var start = new ProcessStartInfo(unshare, ["-rm", "sh", "-c", $"mount -t tmpfs -o size=2560k none '{_folder}' && exec \"$@\"", "sh", "dotnet", program]) { RedirectStandardError = true };
        start.Environment[WriterProgram.Variable] = FullDiskProgram.Mode;
        start.Environment[WriterProgram.FolderVariable] = _folder;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(Cancelled).WaitAsync(TimeSpan.FromMinutes(2), Cancelled);
        await process.WaitForExitAsync(Cancelled);

        Assert.True(process.ExitCode == 0, errors);
    }
}
