using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WasiHal.Cluster.Security;

/// <summary>
/// The password of whoever operates this node, kept as a hash that is slow to try (PBKDF2 with SHA-512). Another process of
/// the node may change it: that holds at once. Safe from any thread.
/// </summary>
internal sealed class OperatorPassword(PrivateFolder folder) : IDisposable
{
    /// <summary>Characters of a password that somebody chooses.</summary>
    public const int Shortest = 12;

    /// <summary>Characters of a password.</summary>
    public const int Longest = 256;

    private const string FileName = "password";
    private const string Kind = "pbkdf2-sha512";
    private const int Iterations = 210_000;
    private const int HashBytes = 64;

    // Without letters and digits that are taken for one another.
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Whether there is one.</summary>
    public bool Exists => folder.Read(FileName) is not null;

    /// <summary>Makes one that nobody chose: 100 random bits.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public string MakeNew()
    {
        var password = Made();
        folder.Write(FileName, Hashed(password));
        return password;
    }

    /// <summary>Makes one unless there is one.</summary>
    /// <returns>The password, which is to be had only now; null when there was one.</returns>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public string? MakeUnlessThere()
    {
        if (Exists)
        {
            return null;
        }

        var password = Made();
        return folder.TryAdd(FileName, Hashed(password)) ? password : null;
    }

    /// <summary>Whether a text can be a password. A hash takes one with zeros behind it for the same, so that there are none.</summary>
    public static bool CanBe(string text) => text.Length is > 0 and <= Longest && !text.Contains('\0', StringComparison.Ordinal);

    /// <summary>Takes another one.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public void Change(string password) => folder.Write(FileName, Hashed(password));

    /// <summary>Whether a password is the right one. One is tried at a time, so that guesses cost no more than a core.</summary>
    public async Task<bool> IsRightAsync(string password, CancellationToken cancellationToken)
    {
        if (!CanBe(password))
        {
            return false;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => IsRight(password), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private bool IsRight(string password)
    {
        if (folder.Read(FileName)?.Trim().Split('$') is not [Kind, var iterations, var salt, var hash] || !int.TryParse(iterations, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var kept = Convert.FromBase64String(hash);
        return kept.Length == HashBytes && CryptographicOperations.FixedTimeEquals(kept, HashOf(password, Convert.FromBase64String(salt), count));
    }

    private static string Made() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));

    private static string Hashed(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return string.Create(CultureInfo.InvariantCulture, $"{Kind}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(HashOf(password, salt, Iterations))}\n");
    }

    private static byte[] HashOf(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA512, HashBytes);
}
