using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace WasiHal.Hosting.Catalog;

/// <summary>Reads a plugin's files and its metadata.</summary>
internal static class SourceReader
{
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
            var files = new List<PluginFile>(source.Files.Count);
            foreach (var file in source.Files)
            {
                if (ReadWhole(file) is not { } content)
                {
                    return null;
                }

                files.Add(new PluginFile(file.Path, content));
            }

            var sidecar = source.Sidecar is { } beside ? ReadWhole(beside) : [];
            return sidecar is null ? null : Understand(source, files, sidecar);
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

    private static LoadedSource Understand(PluginSource source, List<PluginFile> files, byte[] sidecar)
    {
        var entry = files.Find(file => file.Path == source.Entry)!;
        var entryName = source.Display(entry.Path);
        if (entry.Content.IsEmpty)
        {
            // Pipes and devices have no length either, which is why nothing without a length is opened.
            return LoadedSource.Failed(source, $"{entryName} is empty, or is no regular file");
        }

        var metadataFile = source.Sidecar?.Path ?? (source.Kind is PluginSourceKind.Component ? Path.ChangeExtension(source.Name, ".toml") : entryName);
        try
        {
            var inline = source.Kind is PluginSourceKind.Python ? InlineMetadata.Find(entry.Content.Span, entryName) : null;
            if (inline is not null && source.Sidecar is not null)
            {
                return LoadedSource.Failed(source, $"{entryName} has inline metadata and {metadataFile} lies beside it: keep one of them");
            }

            var text = source.Sidecar is null ? inline : SidecarText(sidecar, metadataFile);
            var metadata = text is null ? PluginMetadata.Empty : MetadataParser.Parse(text, metadataFile);
            return new LoadedSource(source, Hash(source, files), files, metadata, metadataFile, null);
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

    // The stamps are compared again afterwards, so that a file that is replaced or written to meanwhile is not taken half old, half new.
    private static byte[]? ReadWhole(SourceFile file)
    {
        if (file.Length == 0)
        {
            return [];
        }

        var content = new byte[file.Length];
        using (var handle = File.OpenHandle(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan))
        {
            var filled = 0;
            while (filled < content.Length)
            {
                var count = RandomAccess.Read(handle, content.AsSpan(filled), filled);
                if (count == 0)
                {
                    return null;
                }

                filled += count;
            }
        }

        return SourceFile.Of(new FileInfo(file.FullPath), file.Path) == file ? content : null;
    }

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
