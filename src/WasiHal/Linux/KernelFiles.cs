using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace WasiHal.Linux;

/// <summary>Files under a root. A file that was read once stays open, so that reading it again costs one system call and no garbage.</summary>
internal sealed class KernelFiles(string root) : IKernelFiles
{
    private readonly ConcurrentDictionary<string, OpenFile> _files = new(StringComparer.Ordinal);

    public int Read(string path, Span<byte> buffer) =>
        _files.GetOrAdd(path, static (path, root) => new(Path.Combine(root, path)), root).Read(buffer);

    public int Read(string path, Span<byte> buffer, out int error)
    {
        try
        {
            using var file = File.OpenHandle(Path.Combine(root, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            error = 0;
            return RandomAccess.Read(file, buffer, fileOffset: 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error = ErrorOf(exception);
            return 0;
        }
    }

    public int Write(string path, ReadOnlySpan<byte> text)
    {
        try
        {
            using var file = File.OpenHandle(Path.Combine(root, path), FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.Write(file, text, fileOffset: 0);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ErrorOf(exception);
        }
    }

    public IReadOnlyList<string> List(string path)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Path.Combine(root, path)).Select(entry => Path.GetFileName(entry)).Order(NaturalOrder)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>.NET has types of its own for three errors, and hands all others on as their number.</summary>
    private static int ErrorOf(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => KernelError.NoEntry,
        UnauthorizedAccessException => KernelError.AccessDenied,
        _ => exception.HResult,
    };

    private static readonly IComparer<string> NaturalOrder =
        Comparer<string>.Create((x, y) => x.Length != y.Length ? x.Length - y.Length : string.CompareOrdinal(x, y));

    private sealed class OpenFile(string path)
    {
        private readonly Lock _gate = new();
        private SafeFileHandle? _handle;

        public int Read(Span<byte> buffer)
        {
            lock (_gate)
            {
                try
                {
                    // Asked first, because an absent file is normal here and an exception at every poll is not.
                    if (_handle is null && !File.Exists(path))
                    {
                        return 0;
                    }

                    _handle ??= File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    return RandomAccess.Read(_handle, buffer, fileOffset: 0);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    // A driver that was unloaded answers "no such device" for ever on the old handle.
                    _handle?.Dispose();
                    _handle = null;
                    return 0;
                }
            }
        }
    }
}
