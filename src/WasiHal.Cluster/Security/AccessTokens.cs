using System.Text.Json;
using System.Text.RegularExpressions;

namespace WasiHal.Cluster.Security;

/// <summary>What programs sign in with: a token for each, kept as a hash in a file of its name; without the file it is worth nothing. Safe from any thread and process.</summary>
internal sealed partial class AccessTokens(PrivateFolder folder, TimeProvider time)
{
    private const string Kind = "wasihal-access";

    private readonly PrivateFolder _folder = folder.Inner("access");

    /// <summary>Makes one, in place of the one of that name.</summary>
    /// <param name="name">Whose: 1 to 64 of A-Z a-z 0-9 _ -.</param>
    /// <returns>The token, which is to be had only now.</returns>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public string Issue(string name)
    {
        if (!IsName(name))
        {
            throw new ArgumentException($"\"{name}\" is not 1 to 64 of A-Z a-z 0-9 _ -.", nameof(name));
        }

        var secret = SecretText.New();
        _folder.Write(name, JsonSerializer.Serialize(new(SecretText.HashOf(secret), time.GetUtcNow()), SecurityJson.Default.AccessGrant));
        return $"{Kind}.{name}.{secret}";
    }

    /// <summary>Takes one back.</summary>
    /// <returns>False when there is none of that name.</returns>
    public bool Revoke(string name) => IsName(name) && _folder.TryTake(name);

    /// <summary>Whether a token is good.</summary>
    public bool IsRight(string token) =>
        token.Length <= 256
        && token.Split('.') is [Kind, var name, { Length: 32 } secret]
        && IsName(name)
        && SecurityJson.Read(_folder, name, SecurityJson.Default.AccessGrant) is { } grant
        && SecretText.Is(secret, grant.Hash);

    private static bool IsName(string name) => Name().IsMatch(name);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
