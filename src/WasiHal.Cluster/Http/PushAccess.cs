using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Security;

namespace WasiHal.Cluster.Http;

/// <summary>
/// Who may speak for a node: whoever has the key with which the node joined. For a node that never joined, this machine, and
/// the networks that the operator lists, may speak without proof.
/// </summary>
internal sealed class PushAccess(IOptions<HubOptions> hub, EnrolledNodes nodes)
{
    /// <summary>Where pushes go.</summary>
    public const string Path = "/push";

    /// <summary>What lists the networks.</summary>
    public const string Key = "cluster.security.allow_unsigned_push";

    private readonly Lazy<IPNetwork[]> _networks = new(() =>
        [.. hub.Value.Security.AllowUnsignedPush.Select(text => HubSecurityOptions.TryParse(text, out var network) ? network : throw new ArgumentException($"{Key} has {text}"))]);

    /// <summary>Whether any other machine may push.</summary>
    public bool IsOpen => _networks.Value.Length > 0;

    /// <summary>Whether a request is a push.</summary>
    public static bool IsPush(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the operator lists an address.</summary>
    public bool IsListed(IPAddress address) => Array.Exists(_networks.Value, network => network.Contains(address));

    /// <summary>Whether an address may push batches.</summary>
    public bool MayPush(IPAddress address) => IPAddress.IsLoopback(address) || IsListed(address);

    /// <summary>Refuses a request that may speak for no node at all, before anything of it is read.</summary>
    /// <exception cref="BadHttpRequestException">It may not.</exception>
    public void RequireSender(HttpContext context)
    {
        var address = SenderAddress.Of(context);
        if (!MayPush(address) && (NodeCertificate.KeyOf(context) is not { } key || !nodes.IsKnown(key)))
        {
            throw Refused(Refusal(address));
        }
    }

    /// <summary>Refuses a request that may not speak for a node.</summary>
    /// <param name="context">The request.</param>
    /// <param name="node">The node that it says it is of.</param>
    /// <exception cref="BadHttpRequestException">It may not.</exception>
    public void RequireNode(HttpContext context, string node)
    {
        var address = SenderAddress.Of(context);
        var key = NodeCertificate.KeyOf(context);
        switch (nodes.Find(node))
        {
            case { Revoked: not null }:
                throw Refused($"{node} was revoked here. Hub --enrol {node} makes a token with which it can join anew.");
            case { } known when key is null:
                throw Refused($"{known.Node} joined this hub, so whoever speaks for it has to prove it: over https, with the key that it joined with. {address} did not.");
            case { } known when key != known.Key:
                throw Refused($"The key of this connection is not the one that {known.Node} joined with. Hub --enrol {known.Node} makes a token with which it can join anew.");
            case null when !MayPush(address):
                throw Refused($"{node} did not join this hub. {Refusal(address)}");
        }
    }

    /// <summary>Whether a request proves that it speaks for a node.</summary>
    public bool IsProven(HttpContext context, string node) => nodes.Find(node) is { Revoked: null } known && known.Key == NodeCertificate.KeyOf(context);

    /// <summary>What is told to whoever may not.</summary>
    public static string Refusal(IPAddress address) => $"{address} may not push here. The operator of the hub can let it: Hub --enrol NODE makes a token with which it can join; or, for pushes without proof, add \"{address}\" or its network to {Key}.";

    private static BadHttpRequestException Refused(string problem) => new(problem, StatusCodes.Status403Forbidden);
}
