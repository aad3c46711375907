using System.Globalization;

namespace WasiHal.Cluster.Tests.Crash;

/// <summary>
/// A disk that fails: the first call of a kind fails, then the second, and so on until a run meets no fault. What was told
/// to be safe is there all the same, and the program lives on.
/// </summary>
public sealed class DiskFaultTests
{
    [Theory]
    [InlineData("fsync", "EIO")]
    [InlineData("pwrite64", "EIO")]
    [InlineData("pwrite64", "ENOSPC")]
    [InlineData("pread64", "EIO")]
    [InlineData("ftruncate", "EIO")]
    public async Task Database_AnyCallFails_KeepsWhatItTold(string call, string error)
    {
        var faults = await EachFaultAsync(NumbersWriter.Mode, "5 full", call, error, (folder, told) =>
        {
            var there = NumbersWriter.Read(folder);
            return told.Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(number => !there.Contains(number)).ToArray() is [var lost, ..] ? $"{lost} is gone" : null;
        });

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Runs a writer once for each call that can fail.</summary>
    private static async Task<List<string>> EachFaultAsync(string mode, string arguments, string call, string error, Func<string, IReadOnlyList<string>, string?> look)
    {
        var faults = new List<string>();
        for (var nth = 1; nth < 1_000; nth++)
        {
            var folder = Directory.CreateTempSubdirectory("wasihal-fault-").FullName;
            try
            {
                var (exitCode, told, isMet, _) = await RecordedRun.InjectAsync(call, error, nth, mode, folder, arguments, TestContext.Current.CancellationToken);
                if (exitCode != 0)
                {
                    faults.Add($"{call} {nth} {error}: the program ended with {exitCode}: {string.Join('\n', told)}");
                }
                else if (look(folder, told) is { } fault)
                {
                    faults.Add($"{call} {nth} {error}: {fault}");
                }

                if (!isMet)
                {
                    Assert.True(nth > 1, $"The program makes no {call} at all.");
                    return faults;
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        throw new InvalidOperationException($"{call} never stops failing.");
    }
}
