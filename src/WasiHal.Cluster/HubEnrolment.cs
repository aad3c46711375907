using System.Security.Authentication;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster;

/// <summary>How a spoke joins a hub. Registered by <c>AddSpokeClustering()</c>. Safe from any thread.</summary>
public sealed class HubEnrolment
{
    private readonly HubTrust _trust;
    private readonly NodeIdentity _identity;
    private readonly IOptions<NodeOptions> _node;
    private readonly IOptions<SpokeOptions> _spoke;
    private readonly TimeProvider _time;

    internal HubEnrolment(HubTrust trust, NodeIdentity identity, IOptions<NodeOptions> node, IOptions<SpokeOptions> spoke, TimeProvider time) =>
        (_trust, _identity, _node, _spoke, _time) = (trust, identity, node, spoke, time);

    /// <summary>
    /// Joins the hub at <c>cluster.hub_url</c>. The token is given only to the machine whose key it names. A spoke that runs
    /// speaks to the hub by its key from its next start on.
    /// </summary>
    /// <param name="token">What <c>Hub --enrol NODE</c> answered.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The hub's id.</returns>
    /// <exception cref="ConfigurationException"><c>cluster.hub_url</c> is no https address.</exception>
    /// <exception cref="IOException">The hub does not answer, has another key or refuses; the message says which.</exception>
    public async Task<string> JoinAsync(string token, CancellationToken cancellationToken)
    {
        if (!EnrolmentToken.TryParse(token.Trim(), out var parsed))
        {
            throw new IOException("That is no token of a hub: Hub --enrol NODE answers one, which begins with wasihal-join.");
        }

        if (_spoke.Value.PushAddress is not { Scheme: "https" } push)
        {
            throw new ConfigurationException([new("configuration", null, "cluster.hub_url", _spoke.Value.HubUrl, "is not the https address of a hub, such as https://hub.local:3000: nothing else can be joined")]);
        }

        using var hub = new HubConnection(_time, HubPin.Of(_identity.Certificate, parsed.HubKey), isTraced: false);
        using var body = new PushBody(JsonSerializer.SerializeToUtf8Bytes(new(_node.Value.NodeId, token.Trim()), NodeJson.Default.EnrolmentDocument), encoding: null);
        try
        {
            var answer = await hub.SendAsync(new Uri(push, NodeRoutes.Enrol), body, cancellationToken).ConfigureAwait(false);
            return answer.Status == StatusCodes.Status200OK ? Keep(parsed, answer.Body.Span) : throw new IOException($"The hub refuses: {HubProblem.Of(answer)}");
        }
        catch (HubUnreachableException failure) when (failure.InnerException is HttpRequestException { InnerException: AuthenticationException })
        {
            throw new IOException($"Whoever answers at {push.GetLeftPart(UriPartial.Authority)} has not the key that the token names: it is not that hub, or somebody stands between. The token was not sent.", failure);
        }
        catch (Exception failure) when (failure is HubUnreachableException or JsonException)
        {
            throw new IOException($"{push.GetLeftPart(UriPartial.Authority)} gives no answer of a hub: {failure.Message}", failure);
        }
    }

    private string Keep(EnrolmentToken token, ReadOnlySpan<byte> answer)
    {
        var enrolled = JsonSerializer.Deserialize(answer, NodeJson.Default.EnrolledDocument);
        if (enrolled?.Node != _node.Value.NodeId || enrolled.Key != _identity.Fingerprint)
        {
            throw new JsonException("it is for another node");
        }

        _trust.Keep(token.HubKey);
        return enrolled.Hub;
    }
}
