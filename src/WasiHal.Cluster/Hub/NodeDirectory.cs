using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster;

/// <summary>The nodes that this one knows: itself.</summary>
internal sealed class NodeDirectory(IOptions<NodeOptions> node, IOptions<HubOptions> hub, IBoard board, DiskWrites disk, TimeProvider time, IOwnDelivery? delivery = null)
{
    /// <summary>The version of this program.</summary>
    public static readonly string Version =
        typeof(NodeDirectory).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Every node at this moment.</summary>
    public IReadOnlyList<NodeDocument> Current => [Itself()];

    /// <summary>The id of this one.</summary>
    public string Own => node.Value.NodeId;

    /// <summary>Why a command cannot be for a node; null when it can.</summary>
    /// <param name="id">The node that is meant; null means the only one that there is.</param>
    public string? WhyNot(string? id) => id is null || Current.Any(known => known.Id == id)
        ? null
        : $"There is no node {RequestQuery.Short(id)} here. There are: {string.Join(", ", Current.Select(known => known.Id))}.";

    /// <summary>The node that a request is for.</summary>
    /// <param name="context">The request, with <c>?node=</c> or without.</param>
    /// <exception cref="BadHttpRequestException">There is no such node.</exception>
    public string Require(HttpContext context)
    {
        var id = RequestQuery.Text(context, "node");
        return WhyNot(id) is { } problem ? throw new BadHttpRequestException(problem, StatusCodes.Status404NotFound) : id ?? Own;
    }

    private NodeDocument Itself()
    {
        var (bytes, bytesPerDay) = disk.Read();
        return new(node.Value.NodeId, delivery?.Role ?? hub.Value.Role, board.Provider, NodeState.Online, time.GetUtcNow(), Version, delivery?.WaitingBatches ?? 0, delivery?.Lost ?? 0)
        {
            Problem = delivery?.Problem,
            DiskWrittenBytes = bytes,
            DiskWrittenBytesPerDay = bytesPerDay,
        };
    }
}
