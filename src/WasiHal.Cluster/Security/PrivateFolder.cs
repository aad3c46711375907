using System.Text;

namespace WasiHal.Cluster.Security;

/// <summary>
/// The folder of what must stay secret: its files are its owner's alone, are written whole or not at all, and can be looked
/// at by a person. Several processes may use it at once. Safe from any thread.
/// </summary>
/// <param name="path">The folder; it is made when something is written.</param>
internal sealed class PrivateFolder(string path)
{
    /// <summary>Name of the folder within the node's data.</summary>
    public const string Name = "security";

    private const int MaxBytes = 64 * 1024;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>A folder within it.</summary>
    public PrivateFolder Inner(string name) => new(System.IO.Path.Combine(path, name));

    /// <summary>Changes whenever a file comes, goes or is written anew; the least value when there is no folder.</summary>
    public DateTime Changed => Directory.GetLastWriteTimeUtc(path);

    /// <summary>The names of its files.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path).Select(file => System.IO.Path.GetFileName(file)).Where(name => !name.EndsWith(Unfinished, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
        : [];

    private static string Unfinished => ".new";

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="IOException">Others can read it, it is too long, or the disk fails.</exception>
    public string? Read(string name)
    {
        var file = System.IO.Path.Combine(path, name);
        try
        {
            using var stream = File.OpenRead(file);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & OfOthers) != 0)
            {
                throw new IOException($"{file} can be read or written by others, so it is no secret any more: chmod go= {file}");
            }

            if (stream.Length > MaxBytes)
            {
                throw new IOException($"{file} is longer than {MaxBytes} bytes, so it is none of this program's.");
            }

            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes a file, in place of the one that is there.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public void Write(string name, string text) => Write(name, text, overwrite: true);

    /// <summary>Writes a file unless there is one.</summary>
    /// <returns>False when there is one.</returns>
    /// <exception cref="IOException">The disk fails.</exception>
    public bool TryAdd(string name, string text)
    {
        try
        {
            Write(name, text, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(System.IO.Path.Combine(path, name)))
        {
            return false;
        }
    }

    /// <summary>Takes a file away. Of several that ask for the same one, one is told so.</summary>
    /// <returns>Whether it was this call that took it away.</returns>
    public bool TryTake(string name)
    {
        var (file, taken) = (System.IO.Path.Combine(path, name), Temporary());
        try
        {
            // A file can be renamed once, and deleted any number of times.
            File.Move(file, taken, overwrite: false);
            File.Delete(taken);
            return true;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private void Write(string name, string text, bool overwrite)
    {
        Make(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        var temporary = Temporary();
        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, System.IO.Path.Combine(path, name), overwrite);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // One by one: made together, only the last of them would be its owner's alone.
    private static void Make(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(folder)) is { } parent)
        {
            Make(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }

    private string Temporary() => System.IO.Path.Combine(path, Guid.NewGuid().ToString("N") + Unfinished);
}
