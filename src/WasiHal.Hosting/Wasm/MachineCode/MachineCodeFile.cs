using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;

namespace WasiHal.Hosting.Wasm.MachineCode;

/// <summary>What the name of a file of machine code says: <c>name.content.environment.hash.cwasm</c>.</summary>
/// <param name="Name">What it is, for people: a plugin's id, or <c>python_runtime</c>, which is no id.</param>
/// <param name="Key">What it was made of and for.</param>
/// <param name="Hash">Of the machine code itself, 16 hexadecimal digits. It tells damage; it does not tell forgery.</param>
/// <remarks>
/// The hash stands in the name, so that code and hash appear together by one rename. XxHash64 and not its younger
/// kin: the package comes without precompiled code, and theirs takes ten times as long until it is optimised.
/// </remarks>
internal sealed record MachineCodeFile(string Name, MachineCodeKey Key, string Hash)
{
    private const string Ending = "cwasm";
    private const int BufferBytes = 64 << 10;

    /// <summary>The file's name.</summary>
    public string FileName => $"{Name}.{Key.Content}.{Key.Environment}.{Hash}.{Ending}";

    /// <summary>Reads a name.</summary>
    public static bool TryParse(string fileName, [NotNullWhen(true)] out MachineCodeFile? file)
    {
        file = fileName.Split('.') is [{ Length: > 0 } name, { Length: 24 } content, { Length: 16 } environment, { Length: 16 } hash, Ending]
            ? new MachineCodeFile(name, new MachineCodeKey(content, environment), hash)
            : null;
        return file is not null;
    }

    /// <summary>The hash of some machine code.</summary>
    public static string HashOf(ReadOnlySpan<byte> code) => Text(XxHash64.HashToUInt64(code));

    /// <summary>The hash of what a file holds.</summary>
    public static string HashOf(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.SequentialScan);
        var hash = new XxHash64();
        var buffer = new byte[BufferBytes];
        for (var (offset, read) = (0L, -1); read != 0; offset += read)
        {
            read = RandomAccess.Read(file, buffer, offset);
            hash.Append(buffer.AsSpan(0, read));
        }

        return Text(hash.GetCurrentHashAsUInt64());
    }

    private static string Text(ulong hash) => hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
