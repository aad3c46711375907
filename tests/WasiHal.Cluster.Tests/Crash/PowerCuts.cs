using System.Globalization;

namespace WasiHal.Cluster.Tests.Crash;

/// <summary>Cuts the power of a recorded run at each of its barriers, in several ways, and has what is left looked at.</summary>
internal static class PowerCuts
{
    /// <summary>Images that are looked at; <c>WASIHAL_POWER_CUTS</c> gives another number.</summary>
    public static int Images { get; } = int.TryParse(Environment.GetEnvironmentVariable("WASIHAL_POWER_CUTS"), CultureInfo.InvariantCulture, out var images) ? images : 600;

    /// <summary>Looks at images.</summary>
    /// <param name="calls">The run.</param>
    /// <param name="folder">Where it took place.</param>
    /// <param name="seed">Of everything that is random.</param>
    /// <param name="look">Gets a folder as a power cut left it and the lines that were told before; answers what is wrong, or null.</param>
    /// <param name="images">How many images; <see cref="Images"/> without it.</param>
    /// <returns>The faults, each with how to see it again; and how many images were looked at.</returns>
    public static (IReadOnlyList<string> Faults, int Looked) Cut(IReadOnlyList<DiskCall> calls, string folder, int seed, Func<string, IReadOnlyList<string>, string?> look, int? images = null)
    {
        var most = images ?? Images;
        var barriers = Enumerable.Range(0, calls.Count).Where(index => calls[index] is DiskCall.Sync or DiskCall.Told).ToArray();
        var each = Math.Max(1, most / Math.Max(1, barriers.Length));
        var every = Math.Max(1, barriers.Length / most);
        var (disk, told, faults, looked, next) = (new DiskModel(), new List<string>(), new List<string>(), 0, 0);
        for (var index = 0; index < calls.Count; index++)
        {
            if (next < barriers.Length && barriers[next] == index)
            {
                if (next++ % every == 0)
                {
                    for (var image = 0; image < each; image++, looked++)
                    {
                        // Few of each barrier are of another kind at each.
                        var kind = each < 4 ? looked % 4 : image;
                        if (LookAt(disk, folder, told, kind, unchecked((seed * 31 + index) * 1009 + image), look) is { } fault)
                        {
                            faults.Add($"seed {seed}, call {index}, image {image}: {fault}");
                        }
                    }
                }
            }

            disk.Apply(calls[index]);
            if (calls[index] is DiskCall.Told line)
            {
                told.Add(line.Line);
            }
        }

        return (faults, looked);
    }

    private static string? LookAt(DiskModel disk, string folder, List<string> told, int kind, int seed, Func<string, IReadOnlyList<string>, string?> look)
    {
        var random = new Random(seed);
        var files = disk.AfterPowerCut(random, kind switch { 0 => 0, 1 => 1, _ => random.NextDouble() }, torn: kind % 2 == 1 && kind > 1);
        var copy = Directory.CreateTempSubdirectory("wasihal-cut-").FullName;
        try
        {
            foreach (var (path, content) in files)
            {
                File.WriteAllBytes(Path.Combine(copy, Path.GetRelativePath(folder, path)), content);
            }

            return look(copy, told);
        }
        catch (Exception failure) when (failure is IOException or Xunit.Sdk.XunitException)
        {
            return failure.Message;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }
}
