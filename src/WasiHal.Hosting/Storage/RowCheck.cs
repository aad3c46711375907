using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using WasiHal.Durable;

namespace WasiHal.Hosting.Storage;

/// <summary>The check that each row carries: SQLite notices a damaged page only when its structure suffers, not when a value does.</summary>
internal static class RowCheck
{
    /// <summary>The first eight bytes of a SHA-256 over plugin, key and value.</summary>
    public static long Of(string pluginId, string key, ReadOnlySpan<byte> value)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{pluginId}\n{key}\n"));
        hash.AppendData(value);
        return BinaryPrimitives.ReadInt64LittleEndian(hash.GetHashAndReset());
    }

    /// <summary>Fails unless the row's columns, of whatever type they are by now, are as they were written.</summary>
    /// <exception cref="DatabaseDamagedException">They are not.</exception>
    public static void Verify(object plugin, object key, object value, object check)
    {
        if (plugin is not string pluginText || key is not string keyText || value is not byte[] blob || check is not long sum || Of(pluginText, keyText, blob) != sum)
        {
            throw new DatabaseDamagedException("a value is not as it was written");
        }
    }
}
