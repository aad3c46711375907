using System.Globalization;

namespace WasiHal.EndToEnd.Tests.Scarce;

/// <summary>A control group that ends whoever takes more memory than it has. Skips the test where none can be made.</summary>
internal sealed class MemoryCage : IDisposable
{
    private const string Root = "/sys/fs/cgroup";

    private readonly string _folder;

    public MemoryCage(long bytes)
    {
        // The second version of them, or the first.
        var (parent, limit) = File.Exists($"{Root}/cgroup.controllers") ? (Root, "memory.max") : ($"{Root}/memory", "memory.limit_in_bytes");
        _folder = Path.Combine(parent, "wasihal-" + Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(_folder);
            File.WriteAllText(Path.Combine(_folder, limit), bytes.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Dispose();
            Assert.Skip($"This machine lets nobody make a control group with a limit of memory ({failure.Message})");
        }
    }

    /// <summary>What starts a program in it.</summary>
    public IReadOnlyList<string> Enter => ["sh", "-c", $"echo $$ > {_folder}/cgroup.procs && exec \"$@\"", "sh"];

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder);
        }
    }
}
