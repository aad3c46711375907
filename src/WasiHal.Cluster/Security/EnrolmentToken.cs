using System.Diagnostics.CodeAnalysis;

namespace WasiHal.Cluster.Security;

/// <summary>What an operator carries from the hub to a spoke: one line.</summary>
/// <param name="Id">16 hexadecimal digits: which token.</param>
/// <param name="Secret">192 bits in base64url.</param>
/// <param name="HubKey">The fingerprint of the hub's key.</param>
internal sealed record EnrolmentToken(string Id, string Secret, string HubKey)
{
    private const string Kind = "wasihal-join";

    /// <summary>Reads one.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EnrolmentToken? token)
    {
        token = text?.Length <= 256 && text.Split('.') is [Kind, { Length: 16 } id, { Length: 32 } secret, { Length: 43 } key] && id.All(char.IsAsciiHexDigitLower) && IsText(secret) && IsText(key)
            ? new(id, secret, key)
            : null;
        return token is not null;
    }

    /// <summary>As it is carried.</summary>
    public override string ToString() => $"{Kind}.{Id}.{Secret}.{HubKey}";

    private static bool IsText(string text) => text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
