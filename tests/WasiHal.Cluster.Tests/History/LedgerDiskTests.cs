using System.Globalization;
using WasiHal.Cluster.Tests.Crash;

namespace WasiHal.Cluster.Tests.History;

/// <summary>D1 to D3 for the hub: its ledger on disks that lose their power and that fail.</summary>
public sealed class LedgerDiskTests : IDisposable
{
    private const int Seed = 20261126;
    private const int Rounds = 40, RoundsOfAFault = 5;

    // Each fault is a run of a program under strace.
    private static readonly int Faults = int.TryParse(Environment.GetEnvironmentVariable("WASIHAL_DISK_FAULTS"), CultureInfo.InvariantCulture, out var faults) ? faults : 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("wasihal-ledger-disk-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task PowerCut_Anywhere_HasEachConfirmedBatchOnce()
    {
        var judge = new LedgerJudge(Rounds);
        var (faults, looked) = await CutAsync("full", judge.Look);

        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}: {looked} images, {judge.Unconfirmed} pushes were there and not confirmed; at most {judge.Most.Purged} readings purged, {judge.Most.Rejected} rejected");
        Assert.True(looked >= Math.Min(PowerCuts.Images / 3, 100), $"only {looked} images");
        Assert.True(judge is { Most: { Purged: > 0, Rejected: > 0 }, Unconfirmed: > 0 }, "the images show too little");
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(10)));
    }

    [Fact]
    public async Task PowerCut_WithoutASyncAtEachCommit_IsFoundToLoseBatches()
    {
        var (judge, isFound) = (new LedgerJudge(Rounds), false);
        await CutAsync("normal", (folder, told) =>
        {
            isFound = isFound || judge.Look(folder, told) is not null;
            return null;
        });

        Assert.True(isFound, $"seed {Seed}: a ledger that flushes too seldom is found to lose nothing");
    }

    [Theory]
    [InlineData("fsync", "EIO", 1)]
    [InlineData("pwrite64", "EIO", 1)]
    [InlineData("pwrite64", "ENOSPC", 1)]
    [InlineData("fsync", "EIO", 3)]
    [InlineData("pwrite64", "EIO", 3)]
    [InlineData("pwrite64", "ENOSPC", 3)]
    [InlineData("pread64", "EIO", 1)]
    [InlineData("ftruncate", "EIO", 1)]
    [InlineData("unlink", "EIO", 1)]
    public async Task Disk_AnyCallFails_LosesNothingAndTakesTheNext(string call, string error, int times)
    {
        var judge = new LedgerJudge(RoundsOfAFault);
        var faults = new List<string>();
        var (calls, runs, met, first, every) = (0, 0, 0, 1, 1);
        for (var nth = 1; calls == 0 || nth <= calls; nth += every)
        {
            var folder = Directory.CreateTempSubdirectory("wasihal-ledger-fault-").FullName;
            try
            {
                // The first run meets no fault, and tells how many there may be.
                var isTrial = calls == 0;
                var arguments = string.Create(CultureInfo.InvariantCulture, $"{RoundsOfAFault}");
                var run = await RecordedRun.InjectAsync(call, error, isTrial ? short.MaxValue : nth, LedgerProgram.Mode, folder, arguments, Cancelled, times);
                var fault = run.ExitCode == 0 ? judge.Look(folder, run.Told) : $"the program ended with {run.ExitCode}: {string.Join('\n', run.Told)}";
                if (fault is not null || judge.Untold(run.Told, times) is > 0)
                {
                    faults.Add($"{call} {nth} {error}: {fault ?? $"{judge.Untold(run.Told, times)} pushes were not taken"}");
                }

                runs++;
                met += run.IsMet ? 1 : 0;
                if (isTrial)
                {
                    calls = run.Calls;
                    Assert.True(calls > 0, $"the program makes no {call} at all");
                    every = Math.Max(1, calls / Faults);
                    first = (int)((uint)Seed % (uint)every) + 1;
                    nth = first - every;
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{call} {error}, {times} in a row: {runs} runs, {met} met a fault: of {calls} calls, each {every} from {first} on; WASIHAL_DISK_FAULTS gives another number");
        Assert.True(faults.Count == 0, string.Join('\n', faults));

        // How pushes share commits is never quite the same.
        Assert.True(met > 0 && met >= (runs - 1) * 3 / 4, $"only {met} of {runs - 1} runs met a fault");
    }

    private async Task<(IReadOnlyList<string> Faults, int Looked)> CutAsync(string synchronous, Func<string, IReadOnlyList<string>, string?> look)
    {
        var calls = await RecordedRun.RecordAsync(LedgerProgram.Mode, _folder, string.Create(CultureInfo.InvariantCulture, $"{Rounds} {synchronous}"), Cancelled);

        // Each opens a whole history, compacts it and opens it again.
        return PowerCuts.Cut(calls, _folder, Seed, look, PowerCuts.Images / 3);
    }
}
