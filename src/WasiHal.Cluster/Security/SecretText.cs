using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WasiHal.Cluster.Security;

/// <summary>Random texts that are given away once and kept as hashes. They are long, so that a fast hash does.</summary>
internal static class SecretText
{
    /// <summary>Makes one of 192 random bits: 32 characters of base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    /// <summary>What is kept of one: SHA-256 in base64url.</summary>
    public static string HashOf(string secret) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether a text is the one of a hash. How long it takes says nothing about either.</summary>
    public static bool Is(string secret, string hash) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(HashOf(secret)), Encoding.UTF8.GetBytes(hash));
}
