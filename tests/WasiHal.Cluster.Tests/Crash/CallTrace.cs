using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace WasiHal.Cluster.Tests.Crash;

/// <summary>Reads what strace recorded: <c>strace -f -y -xx -s 2000000</c> of one program that works on one folder.</summary>
internal static partial class CallTrace
{
    /// <summary>The system calls that are recorded. SQLite and .NET use no others to change a file.</summary>
    public const string Calls = "openat,open,creat,pwrite64,write,writev,pwritev,fsync,fdatasync,sync_file_range,ftruncate,truncate,fallocate,unlink,unlinkat,rename,renameat,renameat2";

    /// <summary>The calls that changed files below a folder, and lines told, in the order in which they ended.</summary>
    /// <param name="trace">Lines of strace.</param>
    /// <param name="folder">Files elsewhere are left out.</param>
    public static IReadOnlyList<DiskCall> Read(IEnumerable<string> trace, string folder)
    {
        var begun = new Dictionary<string, string>(StringComparer.Ordinal);
        var calls = new List<DiskCall>();
        foreach (var line in trace)
        {
            var parts = Line().Match(line);
            if (!parts.Success)
            {
                continue;
            }

            var (thread, text) = (parts.Groups["thread"].Value, parts.Groups["text"].Value);
            if (text.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                begun[thread] = text[..^"<unfinished ...>".Length].TrimEnd();
                continue;
            }

            if (Resumed().Match(text) is { Success: true } resumed && begun.Remove(thread, out var begin))
            {
                text = begin + text[resumed.Length..];
            }

            if (Whole().Match(text) is { Success: true } call && call.Groups["result"].Value[0] != '-')
            {
                Add(calls, call.Groups["name"].Value, call.Groups["arguments"].Value, long.Parse(call.Groups["result"].Value, CultureInfo.InvariantCulture), folder);
            }
        }

        return calls;
    }

    private static void Add(List<DiskCall> calls, string name, string arguments, long result, string folder)
    {
        var path = Descriptor().Match(arguments) is { Success: true } descriptor ? Unescaped(descriptor.Groups["path"].Value)
            : Texts(arguments) is [var text, ..] ? Encoding.UTF8.GetString(text)
            : "";
        if (name is "write" && path.StartsWith("pipe:", StringComparison.Ordinal) && Encoding.UTF8.GetString(Texts(arguments)[0].AsSpan(0, (int)result)) is var line
            && line.StartsWith(WriterProgram.Told, StringComparison.Ordinal))
        {
            calls.Add(new DiskCall.Told(line[WriterProgram.Told.Length..].TrimEnd('\n')));
            return;
        }

        if (!path.StartsWith(folder, StringComparison.Ordinal))
        {
            // open's first descriptor is that of the working directory.
            if (name is not ("openat" or "unlinkat" or "rename" or "renameat" or "renameat2") || Texts(arguments) is not [var named, ..])
            {
                return;
            }

            path = Encoding.UTF8.GetString(named);
            if (!path.StartsWith(folder, StringComparison.Ordinal))
            {
                return;
            }
        }

        var numbers = Numbers().Matches(arguments).Select(number => long.Parse(number.Value, CultureInfo.InvariantCulture)).ToArray();
        calls.AddRange(name switch
        {
            "openat" or "open" or "creat" when arguments.Contains("O_CREAT", StringComparison.Ordinal) || name is "creat" => arguments.Contains("O_TRUNC", StringComparison.Ordinal)
                ? [new DiskCall.Create(path), new DiskCall.Truncate(path, 0)]
                : [new DiskCall.Create(path)],
            "openat" or "open" => [],
            "pwrite64" => [new DiskCall.Write(path, numbers[^1], Texts(arguments)[0][..(int)result])],
            "fsync" or "fdatasync" => [new DiskCall.Sync(path)],
            "ftruncate" => [new DiskCall.Truncate(path, numbers[^1])],
            "unlink" or "unlinkat" => [new DiskCall.Unlink(path)],
            "rename" or "renameat" or "renameat2" => [new DiskCall.Rename(path, Encoding.UTF8.GetString(Texts(arguments)[1]))],
            _ => throw new NotSupportedException($"{name}({arguments[..Math.Min(200, arguments.Length)]}) changes a file in a way that is not rebuilt here."),
        });
    }

    private static List<byte[]> Texts(string arguments) => [.. Quoted().Matches(arguments).Select(text => Bytes(text.Groups["text"].Value))];

    private static byte[] Bytes(string escaped)
    {
        var bytes = new byte[escaped.Length / 4];
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] = byte.Parse(escaped.AsSpan((index * 4) + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        return bytes;
    }

    private static string Unescaped(string path) => path.StartsWith("\\x", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Bytes(path)) : path;

    [GeneratedRegex(@"^(?:\[pid +)?(?<thread>\d+)\]? +(?<text>.*)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\) += (?<result>-?\d+)", RegexOptions.Singleline)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^\d+<(?<path>[^>]*)>")]
    private static partial Regex Descriptor();

    [GeneratedRegex("\"(?<text>(?:\\\\x[0-9a-f]{2})*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<=, )\d+(?=$|,)")]
    private static partial Regex Numbers();
}
