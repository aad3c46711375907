using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Security;

/// <summary><c>POST /api/enrol</c>: a spoke joins with a token, and the hub keeps the public half of the key that its connection proved.</summary>
internal sealed class EnrolEndpoint(EnrolmentTokens tokens, EnrolledNodes nodes, AttemptBounds attempts, IOptions<NodeOptions> own, ILogger<EnrolEndpoint> logger)
{
    private const int MaxBodyBytes = 1024;

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost(NodeRoutes.Enrol, HandleAsync);

    private async Task HandleAsync(HttpContext context)
    {
        if (NodeCertificate.KeyOf(context) is not { } key)
        {
            throw new BadHttpRequestException("Joining needs https and a certificate with the node's own key: Spoke --join does it.", StatusCodes.Status403Forbidden);
        }

        var address = SenderAddress.Of(context);
        if (attempts.Wait(address) is { } wait)
        {
            await SessionEndpoints.TooMany(context, wait).ConfigureAwait(false);
            return;
        }

        var body = await RequestBody.ReadObjectAsync(context, MaxBodyBytes).ConfigureAwait(false);
        var (node, token) = (RequestBody.Text(body, "node"), RequestBody.Text(body, "token"));
        if (!PushRules.IsNode(node) || node.Equals(own.Value.NodeId, StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException($"node = {RequestQuery.Short(node)} cannot join: it is no id of a node, or this hub's own.");
        }

        attempts.Count(address);
        if (!tokens.TryUse(token, node))
        {
            Log.EnrolmentRefused(logger, RequestQuery.Short(node), address.ToString());
            throw new BadHttpRequestException($"The token is none of this hub's for {node}, was used, or is older than {EnrolmentTokens.Life.TotalMinutes:0} minutes. Hub --enrol {node} makes another one.", StatusCodes.Status403Forbidden);
        }

        attempts.GiveBack(address);
        nodes.Add(node, key);
        Log.NodeEnrolled(logger, node, address.ToString(), key);
        await JsonAnswer.WriteAsync(context, new(own.Value.NodeId, node, key), NodeJson.Default.EnrolledDocument).ConfigureAwait(false);
    }
}
