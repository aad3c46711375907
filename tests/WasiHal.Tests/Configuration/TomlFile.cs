namespace WasiHal.Tests.Configuration;

/// <summary>A TOML file in a folder of its own, deleted with it.</summary>
public sealed class TomlFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasihal-toml-");

    public TomlFile(string text) => Write(text);

    public string Folder => _folder.FullName;

    public string FullName => Path.Combine(Folder, "hub.toml");

    public void Write(string text)
    {
        File.WriteAllText(FullName + ".new", text);
        File.Move(FullName + ".new", FullName, overwrite: true);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
