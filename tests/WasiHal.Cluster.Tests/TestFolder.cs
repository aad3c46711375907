namespace WasiHal.Cluster.Tests;

/// <summary>A folder that is gone after the test: in memory where the machine has such a place, because most tests are not about disks.</summary>
internal sealed class TestFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    private readonly bool _isForeign;

    public TestFolder() => Path = Directory.CreateDirectory(System.IO.Path.Combine(Directory.Exists(Memory) ? Memory : System.IO.Path.GetTempPath(), $"wasihal-tests-{Guid.NewGuid():N}")).FullName;

    /// <summary>A folder that is somebody else's.</summary>
    public TestFolder(string path) => (Path, _isForeign) = (path, true);

    public string Path { get; }

    public string Sub(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (!_isForeign)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
