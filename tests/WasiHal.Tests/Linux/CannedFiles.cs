using System.Text;
using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

/// <summary>Kernel files of a test, in memory.</summary>
internal sealed class CannedFiles : IKernelFiles
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int> _errors = new(StringComparer.Ordinal);

    /// <summary>Number of reads.</summary>
    public int Reads { get; private set; }

    public string? this[string path]
    {
        set
        {
            if (value is null)
            {
                _texts.Remove(path);
            }
            else
            {
                _texts[path] = value;
            }
        }
    }

    public int Read(string path, Span<byte> buffer)
    {
        Reads++;
        if (!_texts.TryGetValue(path, out var text))
        {
            return 0;
        }

        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        var length = Math.Min(bytes.Length, buffer.Length);
        bytes[..length].CopyTo(buffer);
        return length;
    }

    /// <summary>Lets every read of a file fail; 0 lets it be read again.</summary>
    public void Fail(string path, int error) => _errors[path] = error;

    public int Read(string path, Span<byte> buffer, out int error)
    {
        var length = Read(path, buffer);
        error = _errors.GetValueOrDefault(path, _texts.ContainsKey(path) ? 0 : KernelError.NoEntry);
        return error == 0 ? length : 0;
    }

    public int Write(string path, ReadOnlySpan<byte> text)
    {
        if (!_texts.ContainsKey(path))
        {
            return KernelError.NoEntry;
        }

        _texts[path] = Encoding.UTF8.GetString(text);
        return 0;
    }

    // Ordered as people count, as the machine's are.
    public IReadOnlyList<string> List(string path) =>
        [.. _texts.Keys.Where(key => key.StartsWith(path + "/", StringComparison.Ordinal)).Select(key => key[(path.Length + 1)..].Split('/')[0]).Distinct().OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)];
}
