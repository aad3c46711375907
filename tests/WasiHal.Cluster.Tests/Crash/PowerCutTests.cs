using System.Globalization;

namespace WasiHal.Cluster.Tests.Crash;

/// <summary>
/// What was told to be safe is there after a power cut: every write of a small program is recorded at the border to the
/// kernel, and the files are rebuilt as they may be if the power goes at each sync, with any part of what was not synced.
/// </summary>
public sealed class PowerCutTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasihal-power-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Database_PowerCutAnywhere_KeepsWhatItTold()
    {
        var (faults, looked) = await CutNumbersAsync("full");

        Assert.True(looked >= Math.Min(PowerCuts.Images, 100), $"only {looked} images");
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(10)));
    }

    [Fact]
    public async Task Database_WithoutASyncAtEachCommit_IsFoundToLoseWhatItTold()
    {
        var (faults, _) = await CutNumbersAsync("normal");

        Assert.NotEmpty(faults);
    }

    private async Task<(IReadOnlyList<string> Faults, int Looked)> CutNumbersAsync(string synchronous)
    {
        const int Seed = 20261126;
        var calls = await RecordedRun.RecordAsync(NumbersWriter.Mode, _folder, $"60 {synchronous}", TestContext.Current.CancellationToken);
        return PowerCuts.Cut(calls, _folder, Seed, static (folder, told) =>
        {
            var there = NumbersWriter.Read(folder);
            var lost = told.Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(number => !there.Contains(number)).ToArray();
            return lost.Length > 0 ? $"{lost.Length} numbers are gone, such as {lost[0]}"
                : there.Count > told.Count + 1 ? $"{there.Count} numbers are there, and {told.Count} were told"
                : null;
        });
    }
}
