using System.Security.Cryptography;

namespace WasiHal.Hosting.Catalog;

/// <summary>
/// One file of a plugin as it was read. Source is kept, so that a plugin starts again as it was; of a component, which may be
/// large, only the digest is kept, and it is read again when it is used. Immutable.
/// </summary>
internal sealed class PluginFile
{
    private readonly ReadOnlyMemory<byte> _kept;
    private readonly SourceFile? _file;
    private readonly string? _digest;

    /// <summary>Makes a file whose content is kept.</summary>
    /// <param name="path">Path within the plugin, with <c>/</c>.</param>
    /// <param name="content">The bytes; nobody writes to them.</param>
    public PluginFile(string path, ReadOnlyMemory<byte> content) => (Path, _kept) = (path, content);

    /// <summary>Makes a file that is read again when it is used.</summary>
    /// <param name="file">Where it is and how it was seen.</param>
    /// <param name="digest">SHA-256 of its content, 64 hexadecimal digits.</param>
    public PluginFile(SourceFile file, string digest) => (Path, _file, _digest) = (file.Path, file, digest);

    /// <summary>Path within the plugin, with <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>The bytes. Of a file that is not kept they are read from the disk each time.</summary>
    /// <exception cref="PluginFailedException">It is not there any more, or not as it was.</exception>
    public ReadOnlyMemory<byte> Content => _file is { } file ? ReadAgain(file) : _kept;

    private byte[] ReadAgain(SourceFile file)
    {
        try
        {
            // Its time may be another one, as after a save without a change; what counts is the digest.
            var now = SourceFile.Of(new FileInfo(file.FullPath), Path);
            return now.Length == file.Length && SourceReader.ReadWhole(now) is { } content && Convert.ToHexStringLower(SHA256.HashData(content)) == _digest
                ? content
                : throw new PluginFailedException($"{Path} changed while it was read");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PluginFailedException($"{Path} changed while it was read", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginFailedException($"{Path} cannot be read: {exception.Message}", exception);
        }
    }
}
