using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace WasiHal.Hosting.Catalog;

/// <summary>A SHA-256 over parts that each begin with their length, so that no two lists of parts have one digest.</summary>
internal sealed class Digest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, part.Length);
        _hash.AppendData(length);
        _hash.AppendData(part);
    }

    public void Add(string part) => Add(Encoding.UTF8.GetBytes(part));

    /// <summary>The digest, 64 hexadecimal digits.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
