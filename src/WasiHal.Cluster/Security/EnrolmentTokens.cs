using System.Security.Cryptography;
using System.Text.Json;

namespace WasiHal.Cluster.Security;

/// <summary>
/// One-time tokens with which spokes join: good for fifteen minutes, for one node, once, and kept as hashes. A token carries
/// the fingerprint of the hub's key, so that a spoke gives it to nobody else. Safe from any thread and process.
/// </summary>
internal sealed class EnrolmentTokens(PrivateFolder folder, NodeIdentity identity, TimeProvider time)
{
    /// <summary>How long a token is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private readonly PrivateFolder _folder = folder.Inner("tokens");

    /// <summary>Makes one.</summary>
    /// <param name="node">Who may join with it.</param>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public EnrolmentToken Issue(string node)
    {
        Sweep();
        var token = new EnrolmentToken(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), SecretText.New(), identity.Fingerprint);
        _folder.Write(token.Id, JsonSerializer.Serialize(new(node, SecretText.HashOf(token.Secret), time.GetUtcNow()), SecurityJson.Default.PendingToken));
        return token;
    }

    /// <summary>Uses one up.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="node">Who joins.</param>
    /// <returns>False when it is none, another node's, too old or used. Which of them nobody is told.</returns>
    public bool TryUse(string text, string node)
    {
        if (!EnrolmentToken.TryParse(text, out var token) || SecurityJson.Read(_folder, token.Id, SecurityJson.Default.PendingToken) is not { } pending)
        {
            return false;
        }

        return SecretText.Is(token.Secret, pending.Hash) && IsGood(pending) && pending.Node == node && _folder.TryTake(token.Id);
    }

    // A clock that was set back must not make an old token good for longer.
    private bool IsGood(PendingToken pending) => time.GetUtcNow() - pending.Issued is var age && age < Life && age > -Life;

    private void Sweep()
    {
        foreach (var id in _folder.Files)
        {
            if (SecurityJson.Read(_folder, id, SecurityJson.Default.PendingToken) is { } pending && !IsGood(pending))
            {
                _folder.TryTake(id);
            }
        }
    }
}
