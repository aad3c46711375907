using System.Diagnostics;
using WasiHal.Tests.Shared;

namespace WasiHal.Cluster.Tests.Crash;

/// <summary>Runs <see cref="WriterProgram"/> under strace, recorded or with faults of the disk.</summary>
internal static class RecordedRun
{
    /// <summary>What a writer did, call by call.</summary>
    /// <param name="mode">A mode of <see cref="WriterProgram"/>.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="arguments">For the mode.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<IReadOnlyList<DiskCall>> RecordAsync(string mode, string folder, string arguments, CancellationToken cancellationToken)
    {
        var trace = folder + ".trace";
        var (exitCode, output) = await RunAsync(["-f", "--seccomp-bpf", "-y", "-xx", "-s", "2000000", "-e", "trace=" + CallTrace.Calls, "-o", trace], mode, folder, arguments, cancellationToken);
        Assert.True(exitCode == 0, $"The writer ended with {exitCode}: {output}");
        var calls = CallTrace.Read(File.ReadLines(trace), folder);
        File.Delete(trace);
        return calls;
    }

    /// <summary>A writer whose n-th call of a kind fails, and perhaps those that follow it.</summary>
    /// <returns>What it told; whether the fault came to pass; and how often the call was made.</returns>
    public static async Task<(int ExitCode, IReadOnlyList<string> Told, bool IsMet, int Calls)> InjectAsync(string call, string error, int nth, string mode, string folder, string arguments, CancellationToken cancellationToken, int times = 1)
    {
        var trace = folder + ".trace";

        // Only calls on the folder's files count: the runtime has files of its own.
        List<string> paths = [.. WriterProgram.FilesOf(mode, folder).SelectMany(path => (string[])["-P", path])];
        var (exitCode, output) = await RunAsync(["-f", .. paths, "-e", "trace=" + call, "-e", $"inject={call}:error={error}:when={nth}..{nth + times - 1}", "-o", trace], mode, folder, arguments, cancellationToken);
        var isMet = File.ReadLines(trace).Any(line => line.Contains("(INJECTED)", StringComparison.Ordinal));
        var calls = File.ReadLines(trace).Count(line => line.Contains($" {call}(", StringComparison.Ordinal));
        File.Delete(trace);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (exitCode, exitCode == 0 ? [.. lines.Where(line => line.StartsWith(WriterProgram.Told, StringComparison.Ordinal)).Select(line => line[WriterProgram.Told.Length..])] : lines, isMet, calls);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] strace, string mode, string folder, string arguments, CancellationToken cancellationToken)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "WasiHal.Cluster.Tests.dll");
        var start = new ProcessStartInfo(Requirement.Tool("strace"), [.. strace, "dotnet", program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[WriterProgram.Variable] = mode;
        start.Environment[WriterProgram.FolderVariable] = folder;
        start.Environment[WriterProgram.ArgumentsVariable] = arguments;
        start.Environment["DOTNET_TieredPGO"] = "0";

        // strace counts the calls of each thread by itself. With one thread beside the first the runs are alike, too.
        start.Environment["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "1";
        start.Environment["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromMinutes(5), cancellationToken);
        return (process.ExitCode, process.ExitCode == 0 ? await output : await output + await errors);
    }
}
