using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace WasiHal.Hosting.Catalog;

/// <summary>Reads a plugin's files and its metadata.</summary>
internal static class SourceReader
{
    private const int PieceBytes = 128 << 10;

    private delegate void PieceTaker(ReadOnlySpan<byte> piece);

    /// <summary>Reads a source.</summary>
    /// <returns>What was read, a problem included; null when a file changed meanwhile and must be looked at again.</returns>
    public static LoadedSource? Read(PluginSource source)
    {
        if (source.Problem is { } problem)
        {
            return LoadedSource.Failed(source, problem);
        }

        try
        {
            if (source.Files.FirstOrDefault(file => file.Path == source.Entry) is { Length: 0 } empty)
            {
                // Pipes and devices have no length either, which is why nothing without a length is opened.
                return LoadedSource.Failed(source, $"{source.Display(empty.Path)} is empty, or is no regular file");
            }

            var sidecar = source.Sidecar is { } beside ? ReadWhole(beside) : [];
            if (sidecar is null)
            {
                return null;
            }

            return source.Kind is PluginSourceKind.Component ? ReadComponent(source, sidecar) : ReadPython(source, sidecar);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return LoadedSource.Failed(source, $"{source.Name} cannot be read: {exception.Message}") with { IsUnreadable = true };
        }
    }

    private static LoadedSource? ReadPython(PluginSource source, byte[] sidecar)
    {
        var files = new List<PluginFile>(source.Files.Count);
        foreach (var file in source.Files)
        {
            if (ReadWhole(file) is not { } content)
            {
                return null;
            }

            files.Add(new PluginFile(file.Path, content));
        }

        var entry = files.Find(file => file.Path == source.Entry)!;
        var entryName = source.Display(entry.Path);
        var metadataFile = source.Sidecar?.Path ?? entryName;
        return Understand(source, files, Hash(source, files), metadataFile, () =>
        {
            var inline = InlineMetadata.Find(entry.Content.Span, entryName);
            return inline is not null && source.Sidecar is not null
                ? throw new MetadataException($"{entryName} has inline metadata and {metadataFile} lies beside it: keep one of them")
                : source.Sidecar is null ? inline : SidecarText(sidecar, metadataFile);
        });
    }

    private static LoadedSource? ReadComponent(PluginSource source, byte[] sidecar)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (!ReadInPieces(source.Files[0], hash.AppendData))
        {
            return null;
        }

        var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        var metadataFile = source.Sidecar?.Path ?? Path.ChangeExtension(source.Name, ".toml");
        return Understand(source, [new PluginFile(source.Files[0], digest)], digest, metadataFile, () => source.Sidecar is null ? null : SidecarText(sidecar, metadataFile));
    }

    private static LoadedSource Understand(PluginSource source, List<PluginFile> files, string version, string metadataFile, Func<MetadataText?> find)
    {
        try
        {
            var metadata = find() is { } text ? MetadataParser.Parse(text, metadataFile) : PluginMetadata.Empty;
            return new LoadedSource(source, version, files, metadata, metadataFile, null);
        }
        catch (MetadataException exception)
        {
            return LoadedSource.Failed(source, exception.Message);
        }
    }

    private static MetadataText SidecarText(ReadOnlySpan<byte> bytes, string file)
    {
        var content = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        return Utf8.IsValid(content)
            ? new MetadataText(Encoding.UTF8.GetString(content).ReplaceLineEndings("\n"), 1)
            : throw new MetadataException($"{file}:1: the file is not UTF-8");
    }

    /// <summary>Reads a file as it was seen.</summary>
    /// <returns>Its content; null when it is another file by now, or was written to meanwhile.</returns>
    public static byte[]? ReadWhole(SourceFile file)
    {
        var content = new byte[file.Length];
        var filled = 0;
        return ReadInPieces(file, piece =>
        {
            piece.CopyTo(content.AsSpan(filled));
            filled += piece.Length;
        }) ? content : null;
    }

    // The stamps are compared before, because a pipe that has taken the file's place would never answer, and once more
    // afterwards, so that a file that is replaced or written to meanwhile is not taken half old, half new.
    private static bool ReadInPieces(SourceFile file, PieceTaker take)
    {
        if (file.Length == 0)
        {
            return true;
        }

        if (!IsAsSeen(file))
        {
            return false;
        }

        var buffer = new byte[Math.Min(file.Length, PieceBytes)];
        using (var handle = File.OpenHandle(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan))
        {
            for (var done = 0L; done < file.Length;)
            {
                var count = RandomAccess.Read(handle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, file.Length - done)), done);
                if (count == 0)
                {
                    return false;
                }

                take(buffer.AsSpan(0, count));
                done += count;
            }
        }

        return IsAsSeen(file);
    }

    private static bool IsAsSeen(SourceFile file) => SourceFile.Of(new FileInfo(file.FullPath), file.Path) == file;

    private static string Hash(PluginSource source, List<PluginFile> files)
    {
        if (source.Name == source.Entry)
        {
            return Convert.ToHexStringLower(SHA256.HashData(files[0].Content.Span));
        }

        using var digest = new Digest();
        foreach (var file in files)
        {
            digest.Add(file.Path);
            digest.Add(file.Content.Span);
        }

        return digest.Finish();
    }
}
