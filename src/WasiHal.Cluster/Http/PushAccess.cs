using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace WasiHal.Cluster.Http;

/// <summary>Who may push to this hub as long as pushes prove nothing: this machine, and the networks that the operator lists.</summary>
internal sealed class PushAccess(IOptions<HubOptions> hub, IOptions<PresenceOptions> presence)
{
    /// <summary>Where pushes go.</summary>
    public const string Path = "/push";

    /// <summary>What lists the networks.</summary>
    public const string Key = "cluster.security.allow_unsigned_push";

    private readonly Lazy<IPNetwork[]> _networks = new(() =>
        [.. hub.Value.Security.AllowUnsignedPush.Select(text => SecurityOptions.TryParse(text, out var network) ? network : throw new ArgumentException($"{Key} has {text}"))]);

    /// <summary>Whether any other machine may push.</summary>
    public bool IsOpen => _networks.Value.Length > 0;

    /// <summary>Whether a request is a push.</summary>
    public static bool IsPush(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the operator lists an address.</summary>
    public bool IsListed(IPAddress address) => Array.Exists(_networks.Value, network => network.Contains(address));

    /// <summary>Whether an address may push batches.</summary>
    public bool MayPush(IPAddress address) => IPAddress.IsLoopback(address) || IsListed(address);

    /// <summary>Refuses a request that may not speak for a node.</summary>
    /// <param name="context">The request.</param>
    /// <param name="node">The node that it says it is of.</param>
    /// <exception cref="BadHttpRequestException">It may not.</exception>
    public void RequireNode(HttpContext context, string node)
    {
        ArgumentException.ThrowIfNullOrEmpty(node);
        var address = SenderAddress.Of(context);
        if (!MayPush(address))
        {
            throw new BadHttpRequestException(Refusal(address), StatusCodes.Status403Forbidden);
        }
    }

    /// <summary>What is told to whoever may not.</summary>
    public static string Refusal(IPAddress address) => $"{address} may not push here. The operator of the hub can let it: add \"{address}\" or its network to {Key}.";

    /// <summary>Whether a name is one of this machine's, for a push from elsewhere. An address cannot be made to lead here by somebody else's name server.</summary>
    public bool IsOwnName(string host) =>
        IsOpen
        && (IPAddress.TryParse(host, out _)
            || host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase)
            || host.Equals(Environment.MachineName + ".local", StringComparison.OrdinalIgnoreCase)
            || presence.Value.HostNames.Contains(host, StringComparer.OrdinalIgnoreCase));
}
