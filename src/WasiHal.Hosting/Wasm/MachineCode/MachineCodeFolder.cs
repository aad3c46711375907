using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WasiHal.Hosting.Wasm.MachineCode;

/// <summary>
/// The files of machine code. Code is trusted like the program itself: folder and file must belong to root or to the
/// service, nobody else may be able to write to them, and what a file holds must be what its name says. Files appear
/// whole or not at all. A folder that cannot be written to is used as it is. Safe from any thread.
/// </summary>
/// <param name="path">The folder; made at the first write when it is absent, for its owner only.</param>
/// <param name="logger">Told each fault once.</param>
/// <param name="time">The clock.</param>
/// <param name="mostBytes">Beyond so much, what nobody asked for since the start is removed, the oldest first.</param>
internal sealed class MachineCodeFolder(string path, ILogger logger, TimeProvider time, long mostBytes = MachineCodeFolder.MostBytes)
{
    /// <summary>512 MiB: some 15 large components.</summary>
    public const long MostBytes = 512L << 20;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Readable = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private static readonly TimeSpan LongestWrite = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, MachineCodeKey> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private bool _toldNotKept;

    /// <summary>The folder.</summary>
    public string FullPath => path;

    /// <summary>Looks for code that can be used.</summary>
    /// <returns>The path of a file that is trusted and undamaged, or null.</returns>
    public string? Find(string name, MachineCodeKey key)
    {
        _asked[name] = key;
        try
        {
            // What is wrong with the folder is told when code cannot be kept in it.
            if (!Directory.Exists(path) || FileTrust.ProblemOfFolder(path) is not null)
            {
                return null;
            }

            foreach (var (file, said) in Files().Where(found => found.Said?.Key == key && !_refused.ContainsKey(found.Path)))
            {
                if (Problem(file, said!) is not { } reason)
                {
                    return file;
                }

                Refuse(file, reason);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // As above: the attempt to keep code here will say it.
        }

        return null;
    }

    /// <summary>Does not use a file any more, and says so, once.</summary>
    public void Refuse(string file, string reason)
    {
        if (_refused.TryAdd(file, true))
        {
            Log.CacheFileRefused(logger, file, reason);
        }
    }

    /// <summary>Writes code, and removes what it takes the place of.</summary>
    /// <returns>The path, or null when it could not be kept; that was told then.</returns>
    public string? Keep(string name, MachineCodeKey key, ReadOnlySpan<byte> code)
    {
        var said = new MachineCodeFile(name, key, MachineCodeFile.HashOf(code));
        var file = Path.Combine(path, said.FileName);
        var temporary = $"{file}.{Path.GetRandomFileName()}.tmp";
        lock (_writing)
        {
            try
            {
                MakeReady();
                Write(temporary, code);
                File.Move(temporary, file, overwrite: true);
                _toldNotKept = false;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // The node runs without a cache, only slower at the next start.
                TryDelete(temporary);
                if (!_toldNotKept)
                {
                    _toldNotKept = true;
                    Log.CacheNotWritten(logger, path, fault.Message);
                }

                return null;
            }

            _refused.TryRemove(file, out _);
            RemoveOthers(file, said);
            return file;
        }
    }

    private static string? Problem(string file, MachineCodeFile said)
    {
        try
        {
            return FileTrust.ProblemOfFile(file)
                ?? (MachineCodeFile.HashOf(file) == said.Hash ? null : "it is damaged: it does not hold what its name says");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It stays; an old temporary file is tried again at the next write, an old code file beyond the bound.
        }
    }

    private IEnumerable<(string Path, MachineCodeFile? Said)> Files() =>
        Directory.EnumerateFiles(path, "*.cwasm").Select(file => (file, MachineCodeFile.TryParse(Path.GetFileName(file), out var said) ? said : null));

    private void MakeReady()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            // First the one that it lies in, commonly the node's data, which would be made readable for all otherwise.
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path, OwnerOnly);
            Directory.CreateDirectory(path, OwnerOnly);
        }

        if (FileTrust.ProblemOfFolder(path) is { } problem)
        {
            throw new UnauthorizedAccessException($"{path} is not trusted: {problem}");
        }

        // What a process left that ended in the middle of writing.
        var old = time.GetUtcNow() - LongestWrite;
        foreach (var left in Directory.EnumerateFiles(path, "*.tmp").Where(left => File.GetLastWriteTimeUtc(left) < old).ToArray())
        {
            TryDelete(left);
        }
    }

    private void Write(string temporary, ReadOnlySpan<byte> code)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(temporary, options);
        if (!OperatingSystem.IsWindows())
        {
            // Whoever may read the folder may read the file: code that root made ahead for a service that only reads it.
            File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite | (File.GetUnixFileMode(path) & Readable));
        }

        file.Write(code);
        file.Flush(flushToDisk: true);
    }

    private void RemoveOthers(string file, MachineCodeFile said)
    {
        try
        {
            var asked = _asked.Values.ToHashSet();
            foreach (var (other, its) in Files().Where(found => found.Path != file).ToArray())
            {
                if (its?.Key == said.Key)
                {
                    TryDelete(other);
                }
                else if (its?.Name == said.Name && !asked.Contains(its.Key))
                {
                    TryDelete(other);
                    Log.OlderCodeRemoved(logger, said.Name, other);
                }
            }

            RemoveOldest(asked);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.FolderNotTidied(logger, path, fault.Message);
        }
    }

    // Code in use stays valid when its file is removed: the kernel keeps what is mapped.
    private void RemoveOldest(HashSet<MachineCodeKey> asked)
    {
        var files = Directory.EnumerateFiles(path, "*.cwasm").Select(file => new FileInfo(file)).Where(file => file.Exists).ToArray();
        var total = files.Sum(file => file.Length);
        foreach (var oldest in files.OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            if (total <= mostBytes)
            {
                return;
            }

            if (MachineCodeFile.TryParse(oldest.Name, out var said) && asked.Contains(said.Key))
            {
                continue;
            }

            TryDelete(oldest.FullName);
            total -= oldest.Length;
            Log.UnusedCodeRemoved(logger, oldest.FullName, path, mostBytes >> 20);
        }
    }
}
