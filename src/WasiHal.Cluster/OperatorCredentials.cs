using WasiHal.Cluster.Security;

namespace WasiHal.Cluster;

/// <summary>
/// What an operator signs in to a node with. Passwords and tokens are answered once and kept as hashes in the folder
/// <c>security</c> of the node's data. Registered by <c>AddHubClustering()</c> and <c>AddSpokeClustering()</c>. Safe from any
/// thread; another process on the same data may use it while the node runs.
/// </summary>
public sealed class OperatorCredentials
{
    private readonly OperatorPassword _password;
    private readonly AccessTokens _tokens;

    internal OperatorCredentials(OperatorPassword password, AccessTokens tokens) => (_password, _tokens) = (password, tokens);

    /// <summary>Makes the node's password if it has none.</summary>
    /// <returns>The password, to be shown to the operator and to no log; null when there is one already.</returns>
    /// <exception cref="IOException">It cannot be kept, or others can read it.</exception>
    public string? EnsurePassword() => _password.MakeUnlessThere();

    /// <summary>Makes another password, which holds at once. Browsers that are signed in stay so until they sign out or the node restarts.</summary>
    /// <returns>The password, to be shown to the operator and to no log.</returns>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public string NewPassword() => _password.MakeNew();

    /// <summary>Makes a token that a program sends as <c>Authorization: Bearer …</c>, in place of the one of that name.</summary>
    /// <param name="name">Whose token: 1 to 64 of A-Z a-z 0-9 _ -.</param>
    /// <returns>The token, to be shown to the operator and to no log.</returns>
    /// <exception cref="ArgumentException">The name is none.</exception>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public string NewToken(string name) => _tokens.Issue(name);

    /// <summary>Takes a token back, at once.</summary>
    /// <param name="name">Whose.</param>
    /// <returns>False when there is none of that name.</returns>
    public bool RevokeToken(string name) => _tokens.Revoke(name);
}
