namespace WasiHal.Hosting.Tests;

/// <summary>A folder of its own for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    /// <param name="inMemory">Where no file system outlives the machine, if there is one: for tests that flush very often.</param>
    public TemporaryFolder(bool inMemory = false) => FullPath = inMemory && Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory($"/dev/shm/wasihal-{Guid.NewGuid():N}").FullName
        : Directory.CreateTempSubdirectory("wasihal-").FullName;

    public string FullPath { get; }

    public string Sub(params string[] parts) => Path.Combine([FullPath, .. parts]);

    public string Write(string path, string content) => Write(path, System.Text.Encoding.UTF8.GetBytes(content));

    public string Write(string path, byte[] content)
    {
        var full = Sub(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        return full;
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
