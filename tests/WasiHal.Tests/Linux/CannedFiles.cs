using System.Text;
using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

/// <summary>Kernel files of a test, in memory.</summary>
internal sealed class CannedFiles : IKernelFiles
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

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

    public IReadOnlyList<string> List(string path) =>
        [.. _texts.Keys.Where(key => key.StartsWith(path + "/", StringComparison.Ordinal)).Select(key => key[(path.Length + 1)..].Split('/')[0]).Distinct().Order()];
}
