using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace WasiHal.Cluster;

/// <summary>Whom a node lets in: the section <c>[cluster.security]</c>, as far as every node has it.</summary>
public class SecurityOptions
{
    private const string SignInAlways = "always";
    private const string SignInFromElsewhere = "from-elsewhere";

    /// <summary>
    /// Whether other machines may connect. Over https they may do what they can prove to be allowed: spokes that joined push, and
    /// browsers that are signed in see and do what they do here. Over http they may not, except for pushes from the networks of a hub's <c>allow_unsigned_push</c>.
    /// </summary>
    /// <value>False: only this machine is answered.</value>
    [ConfigurationKeyName("allow_remote")]
    public bool AllowRemote { get; set; }

    /// <summary>
    /// Who has to sign in to change something: <c>always</c>, or <c>from-elsewhere</c>, which lets every user and every program of this
    /// machine do it unasked. From other machines it is always needed, also to read.
    /// </summary>
    /// <value><c>always</c>.</value>
    [ConfigurationKeyName("sign_in")]
    [AllowedValues(SignInAlways, SignInFromElsewhere, ErrorMessage = "is not always or from-elsewhere")]
    public string SignIn { get; set; } = SignInAlways;

    /// <summary>Whether an address may change things unasked.</summary>
    internal bool IsOpenTo(IPAddress address) => SignIn == SignInFromElsewhere && IPAddress.IsLoopback(address);
}
